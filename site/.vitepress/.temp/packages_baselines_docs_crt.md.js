import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"crt: classifier retraining","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/crt.md","filePath":"packages/baselines/docs/crt.md"}');
const _sfc_main = { name: "packages/baselines/docs/crt.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="crt-classifier-retraining" tabindex="-1">crt: classifier retraining <a class="header-anchor" href="#crt-classifier-retraining" aria-label="Permalink to &quot;crt: classifier retraining&quot;">​</a></h1><p><strong>Rule.</strong> The network learns y by empirical risk minimisation, with all of the run&#39;s updates. With the last of them its last layer is fitted anew, from nothing, to the features of all training rows, every class counting the same (<code>balance: &#39;class&#39;</code>) or every row (<code>&#39;none&#39;</code>). It is fitted to the end, where the paper takes some epochs of balanced draws; the small L2 penalty keeps separable classes from driving it to infinity.</p><p><strong>Source.</strong> Kang et al., <em>Decoupling representation and classifier for long-tailed recognition</em>, ICLR 2020, section 4.1.</p><p><strong>When to use.</strong> Rare classes. It knows nothing of confounders.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes only.</p><p><strong>Cost.</strong> One pass over the training set, and a fit of rows × width × classes multiplications for each of at most 500 iterations on the host: seconds for narrow features, a minute for hundreds of them.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>balance</code></td><td>&#39;class&#39;</td><td>&#39;class&#39;, &#39;none&#39;</td><td>what counts the same</td></tr><tr><td><code>l2</code></td><td>0.001</td><td>10^U(-5, -1)</td><td>on standardised features</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/crt.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const crt = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  crt as default
};
