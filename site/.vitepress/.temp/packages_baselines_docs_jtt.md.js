import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"jtt: just train twice","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/jtt.md","filePath":"packages/baselines/docs/jtt.md"}');
const _sfc_main = { name: "packages/baselines/docs/jtt.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="jtt-just-train-twice" tabindex="-1">jtt: just train twice <a class="header-anchor" href="#jtt-just-train-twice" aria-label="Permalink to &quot;jtt: just train twice&quot;">​</a></h1><p><strong>Rule.</strong> Train a network for the first <code>firstShare</code> of the updates. Read the training set once, in order: the rows whose class comes out wrong are the error set. Train a new network, from its own first weights, on all rows and <code>copies</code> more of each row of the error set: rows are drawn with replacement, one of the error set <code>copies</code> + 1 times as often as another.</p><p><strong>Source.</strong> Liu et al., <em>Just train twice</em>, ICML 2021, algorithm 1. Their code adds copies, so that an error counts λ + 1 times, and so do we; other ports weigh batches by a frozen first network instead, or keep the trained one.</p><p><strong>When to use.</strong> The confounder is not labelled, and rows against the shortcut are rare but there. <code>copies</code> and <code>firstShare</code> decide almost everything, and the paper chose both by the worst group of labelled validation rows.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes only: a continuous y is refused.</p><p><strong>Cost.</strong> The run&#39;s number of encoder updates in all, one more pass over the training set, two networks in memory. Looks at validation data begin with the second network.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>firstShare</code></td><td>0.5</td><td>0.2 … 0.8</td><td>share of the updates that go to the first network</td></tr><tr><td><code>copies</code></td><td>10</td><td>10^U(0, 2.5)</td><td>copies of each wrong row that are added</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/jtt.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const jtt = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  jtt as default
};
