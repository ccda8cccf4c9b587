import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"br-net: bias-resilient network","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/br-net.md","filePath":"packages/baselines/docs/br-net.md"}');
const _sfc_main = { name: "packages/baselines/docs/br-net.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="br-net-bias-resilient-network" tabindex="-1">br-net: bias-resilient network <a class="header-anchor" href="#br-net-bias-resilient-network" aria-label="Permalink to &quot;br-net: bias-resilient network&quot;">​</a></h1><p><strong>Rule.</strong> An adversary for each confounder makes a number of f_y whose squared Pearson correlation with the confounder is as high as it can be; the encoder lowers CE_y + λ · that correlation. It is taken on the rows of one class of y (<code>controls</code>), so that a tie of y and z that is real is left.</p><p><strong>Source.</strong> Adeli et al., <em>Representation learning with statistical independence to mitigate bias</em>, WACV 2021, equations 1 to 4.</p><p><strong>When to use.</strong> Continuous confounders such as age; a control group that shows how z looks without the disease.</p><p><strong>Confounders.</strong> One adversary for each and the mean of their correlations, over the rows whose label is known. A confounder of K classes is K − 1 columns of 0 and 1. A batch without variation in one adds nothing. With <code>controls: &#39;all&#39;</code> y may be continuous.</p><p><strong>Cost.</strong> That of <code>dann</code>. A batch should have a few dozen control rows: a correlation of four rows is noise.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>10^U(-1, 1.5)</td><td>weight of the squared correlation</td></tr><tr><td><code>controls</code></td><td>0</td><td>0, &#39;all&#39;</td><td>class of y whose rows count</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/br-net.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const brNet = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  brNet as default
};
