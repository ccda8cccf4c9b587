import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"mdn: metadata normalisation","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/mdn.md","filePath":"packages/baselines/docs/mdn.md"}');
const _sfc_main = { name: "packages/baselines/docs/mdn.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mdn-metadata-normalisation" tabindex="-1">mdn: metadata normalisation <a class="header-anchor" href="#mdn-metadata-normalisation" aria-label="Permalink to &quot;mdn: metadata normalisation&quot;">​</a></h1><p><strong>Rule.</strong> f_y is regressed on 1, y and the confounders: B = (XᵀX)⁻¹ Xᵀf, with XᵀX of the whole training set and Xᵀf of the batch. The head sees f_y − X_z B_z: what the confounders explain linearly is taken out, what y explains stays. Gradients flow through B. Predictions use a moving average of B_z (<code>momentum</code>, corrected for its start).</p><p><strong>Source.</strong> Lu et al., <em>Metadata normalization</em>, CVPR 2021, equations 3 to 5. The paper puts such layers between those of the encoder; here there is one, on f_y.</p><p><strong>When to use.</strong> The confounders are known wherever the model is to be used: <strong>predictions need them</strong>, and <code>read</code> refuses to go without. Marked so in tables.</p><p><strong>Confounders.</strong> All in one regression: a column for each class but the first, or the standardised value, centred. Where a label is missing its columns are 0, in training and prediction: nothing is taken out for it. A confounder that does not vary, or repeats another, is borne by a ridge of 1e-6. Classes of y only. Rows are drawn uniformly, since XᵀX is the set&#39;s.</p><p><strong>Cost.</strong> Two products of small matrices for each batch.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>momentum</code></td><td>0.1</td><td>0.01 … 0.5</td><td>share of a batch in the average of B_z</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/mdn.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const mdn = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  mdn as default
};
