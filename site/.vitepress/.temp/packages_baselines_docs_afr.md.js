import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"afr: automatic feature reweighting","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/afr.md","filePath":"packages/baselines/docs/afr.md"}');
const _sfc_main = { name: "packages/baselines/docs/afr.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="afr-automatic-feature-reweighting" tabindex="-1">afr: automatic feature reweighting <a class="header-anchor" href="#afr-automatic-feature-reweighting" aria-label="Permalink to &quot;afr: automatic feature reweighting&quot;">​</a></h1><p><strong>Rule.</strong> As <code>dfr</code>, but without labels of confounders: the last layer goes on from the first stage&#39;s by full-batch gradient descent on the rows set aside, each weighted by exp(−γ·p_y) / n_y, where p_y is what the first stage gave its class and n_y how many rows the class has. λ·½·‖w − w₁‖² keeps it near the first stage&#39;s; gradients are clipped to length 1.</p><p><strong>Source.</strong> Qiu et al., <em>Simple and fast group robustness by automatic feature reweighting</em>, ICML 2023, equations 2 and 3.</p><p><strong>When to use.</strong> The confounder is not labelled. γ, λ and the number of steps matter; the paper chose them by the worst group of labelled validation rows.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes only.</p><p><strong>Cost.</strong> One pass over the rows set aside and <code>steps</code> passes over their features on the host.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>heldOut</code></td><td>0.2</td><td>0.1 … 0.4</td><td>share of the training patients</td></tr><tr><td><code>gamma</code></td><td>10</td><td>1 … 20</td><td>how much more disbelieved rows count</td></tr><tr><td><code>lambda</code></td><td>0</td><td>0, 10^U(-4, 0)</td><td>pull to the first stage&#39;s layer</td></tr><tr><td><code>steps</code></td><td>500</td><td>500, 1000</td><td>of gradient descent</td></tr><tr><td><code>headLearningRate</code></td><td>0.01</td><td>0.01, 0.02</td><td>of these steps</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/afr.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const afr = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  afr as default
};
