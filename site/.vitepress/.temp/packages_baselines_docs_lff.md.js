import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"lff: learning from failure","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/lff.md","filePath":"packages/baselines/docs/lff.md"}');
const _sfc_main = { name: "packages/baselines/docs/lff.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="lff-learning-from-failure" tabindex="-1">lff: learning from failure <a class="header-anchor" href="#lff-learning-from-failure" aria-label="Permalink to &quot;lff: learning from failure&quot;">​</a></h1><p><strong>Rule.</strong> Two networks of one kind learn side by side. The biased one lowers the generalised cross-entropy, whose gradient is q·p^q times that of the cross-entropy, so that it goes on with what it already gets right. The other one lowers W · cross-entropy with W = L_b / (L_b + L_d + 1e-8), high where only the biased one fails. L_b and L_d are moving averages of each row&#39;s losses (the first loss as it is, then <code>memory</code> of the old), each over the largest average of its class in the whole training set. The second network is the one that is read.</p><p><strong>Source.</strong> Nam et al., <em>Learning from failure</em>, NeurIPS 2020, algorithm 1; averages and class maxima as in their code. A version without them, in some suites under the same name, is another method.</p><p><strong>When to use.</strong> The confounder is not labelled and easier to learn than y. With two shortcuts it tends to mend the easier one and to worsen the other.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes only: a continuous y is refused.</p><p><strong>Cost.</strong> Two forward and two backward passes for each update, two numbers for each training row.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>q</code></td><td>0.7</td><td>0.05 … 0.95</td><td>how much the biased network trusts itself</td></tr><tr><td><code>memory</code></td><td>0.7</td><td>0.5 … 0.99</td><td>share of the old average that is kept</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/lff.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const lff = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  lff as default
};
