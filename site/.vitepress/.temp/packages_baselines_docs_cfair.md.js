import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"cfair: conditional fair representations","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/cfair.md","filePath":"packages/baselines/docs/cfair.md"}');
const _sfc_main = { name: "packages/baselines/docs/cfair.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="cfair-conditional-fair-representations" tabindex="-1">cfair: conditional fair representations <a class="header-anchor" href="#cfair-conditional-fair-representations" aria-label="Permalink to &quot;cfair: conditional fair representations&quot;">​</a></h1><p><strong>Rule.</strong> The cross-entropy of y with every class counting the same, against adversaries through a gradient reversal: one for each class of y, which predicts the confounder on the rows of its class, every value of the confounder counting the same. Their losses are added.</p><p><strong>Source.</strong> Zhao et al., <em>Conditional learning of fair representations</em>, ICLR 2020, equation 3. Their binary case is the one with two classes; a port that counts confounders as classes, in some suites, is not this.</p><p><strong>When to use.</strong> Equalised odds and equal accuracy are wanted at once, with few classes of y.</p><p><strong>Confounders.</strong> N × classes adversaries; the sums over classes are averaged over the confounders, over the rows whose label is known. Continuous ones are predicted by squared error, unweighted. A class or value that a batch lacks counts nothing in it. A continuous y is refused.</p><p><strong>Cost.</strong> That of <code>dann</code>, times the classes.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>mu</code></td><td>0.1</td><td>0.01 … 5</td><td>weight of the reversed gradient</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/cfair.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const cfair = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  cfair as default
};
