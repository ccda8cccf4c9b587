import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"laftr: adversarially fair and transferable representations","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/laftr.md","filePath":"packages/baselines/docs/laftr.md"}');
const _sfc_main = { name: "packages/baselines/docs/laftr.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="laftr-adversarially-fair-and-transferable-representations" tabindex="-1">laftr: adversarially fair and transferable representations <a class="header-anchor" href="#laftr-adversarially-fair-and-transferable-representations" aria-label="Permalink to &quot;laftr: adversarially fair and transferable representations&quot;">​</a></h1><p><strong>Rule.</strong> An adversary is told y and gives probabilities of the confounder; its loss is |1 − p| of the true value, every combination of y and that confounder counting the same (equalised odds). The encoder receives its reversed gradient beside that of the cross-entropy of y. The decoder of the paper is left out, as in its own classification experiments.</p><p><strong>Source.</strong> Madras et al., <em>Learning adversarially fair and transferable representations</em>, ICML 2018, equations 3 and 7.</p><p><strong>When to use.</strong> As <code>cdann</code>, where groups are of very different sizes.</p><p><strong>Confounders.</strong> One adversary for each and the mean of their losses, over the rows whose label is known; a group that a batch lacks counts nothing in it. Continuous confounders and a continuous y are refused.</p><p><strong>Cost.</strong> That of <code>dann</code>.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>gamma</code></td><td>1</td><td>0.01 … 5</td><td>weight of the reversed gradient</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/laftr.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const laftr = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  laftr as default
};
