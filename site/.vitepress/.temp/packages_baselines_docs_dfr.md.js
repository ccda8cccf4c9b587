import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"dfr: deep feature reweighting","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/dfr.md","filePath":"packages/baselines/docs/dfr.md"}');
const _sfc_main = { name: "packages/baselines/docs/dfr.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="dfr-deep-feature-reweighting" tabindex="-1">dfr: deep feature reweighting <a class="header-anchor" href="#dfr-deep-feature-reweighting" aria-label="Permalink to &quot;dfr: deep feature reweighting&quot;">​</a></h1><p><strong>Rule.</strong> A share of the training patients (<code>heldOut</code>) is set aside. The network learns y on the others by empirical risk minimisation, with all of the run&#39;s updates. With the last of them its last layer is fitted anew to the rows set aside: L1-penalised logistic regression on standardised features, on as many rows of every group as the smallest has; <code>draws</code> such draws, their heads averaged. The penalty is the one whose head, fitted to one half of the rows, has the best worst group on the other half; features are scaled by all held-out rows in both.</p><p><strong>Source.</strong> Kirichenko et al., <em>Last layer re-training is sufficient for robustness to spurious correlations</em>, ICLR 2023, section 4. They fit to the validation set; here those rows are part of the training patients, so that the rows that select stay untouched.</p><p><strong>When to use.</strong> The confounders of a few hundred rows are known, and those of the rest are not.</p><p><strong>Confounders.</strong> Groups are y × z₁ × … × z_N, as many as have rows: empty ones are left out, and rows with a missing confounder. With many confounders the smallest group may be one row, and draws as small; look at the summary&#39;s counts. Refused where a class of y has no usable row. Classes only.</p><p><strong>Cost.</strong> One pass over the rows set aside; fits on the host, on draws that are small. The encoder sees fewer patients. Looks at validation data begin with the last update.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>heldOut</code></td><td>0.2</td><td>0.1 … 0.4</td><td>share of the training patients</td></tr><tr><td><code>draws</code></td><td>20</td><td>1, 10, 20</td><td>heads that are averaged</td></tr><tr><td><code>inversePenalties</code></td><td>[1, 0.7, 0.3, 0.1, 0.07, 0.03, 0.01]</td><td>one of them</td><td>values of C to choose from</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/dfr.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dfr = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dfr as default
};
