import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"cnc: correct-n-contrast","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/cnc.md","filePath":"packages/baselines/docs/cnc.md"}');
const _sfc_main = { name: "packages/baselines/docs/cnc.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="cnc-correct-n-contrast" tabindex="-1">cnc: correct-n-contrast <a class="header-anchor" href="#cnc-correct-n-contrast" aria-label="Permalink to &quot;cnc: correct-n-contrast&quot;">​</a></h1><p><strong>Rule.</strong> As in <code>jtt</code>, a first network is trained, and read once over the training set: its predictions stand for the unknown confounder. A new network lowers (1 − c) · cross-entropy + c · contrast. In the contrast an anchor is a row that the first network got right; its positives have the same class and another prediction, its negatives another class and the same prediction; the loss is the mean over positives of −log(e^(s⁺/τ) / (Σ e^(s⁻/τ) + Σ e^(s⁺/τ))), s the cosine of features f_y. All pairs of a batch are used, and batches draw every combination of class and prediction that occurs equally often, where the paper draws positives and negatives for one anchor after another.</p><p><strong>Source.</strong> Zhang et al., <em>Correct-n-contrast</em>, ICML 2022, algorithm 1.</p><p><strong>When to use.</strong> The confounder is not labelled. f_y must be wide enough to contrast in: with <code>network.primaryWidth: 1</code> a cosine is 1 or −1. A first network without errors leaves nothing to contrast.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes only.</p><p><strong>Cost.</strong> The run&#39;s number of encoder updates in all, one more pass over the training set, batch × batch cosines, two networks in memory. Looks at validation data begin with the second network.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>firstShare</code></td><td>0.5</td><td>0.2 … 0.8</td><td>share of the updates that go to the first network</td></tr><tr><td><code>temperature</code></td><td>0.1</td><td>0.05, 0.1, 0.2</td><td>τ</td></tr><tr><td><code>contrast</code></td><td>0.75</td><td>0.5, 0.75, 0.9</td><td>c</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/cnc.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const cnc = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  cnc as default
};
