import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"dann: domain-adversarial training","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/dann.md","filePath":"packages/baselines/docs/dann.md"}');
const _sfc_main = { name: "packages/baselines/docs/dann.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="dann-domain-adversarial-training" tabindex="-1">dann: domain-adversarial training <a class="header-anchor" href="#dann-domain-adversarial-training" aria-label="Permalink to &quot;dann: domain-adversarial training&quot;">​</a></h1><p><strong>Rule.</strong> An adversary for each confounder predicts it from f_y. The encoder and the head of y lower CE_y − λ · mean over confounders of CE_z, the adversaries lower CE_z: one backward pass through a gradient reversal. Steps of the adversary ahead of the encoder&#39;s work on the batch&#39;s features as they are, so that the encoder gets all of the run&#39;s updates (in DomainBed it gets 1 / (1 + d) of them).</p><p><strong>Source.</strong> Ganin et al., <em>Domain-adversarial training of neural networks</em>, JMLR 2016, equations 13 to 15; λ is constant, as in Gulrajani &amp; Lopez-Paz, ICLR 2021.</p><p><strong>When to use.</strong> Labelled confounders that are not tied to y by much. Where they are, going against z goes against y too: use <code>cdann</code>, or balanced batches.</p><p><strong>Confounders.</strong> One adversary for each and the mean of their losses, over the rows whose label is known. Continuous ones are predicted by squared error. Classes of y or a continuous y.</p><p><strong>Cost.</strong> A perceptron on f_y for each confounder and step.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>10^U(-2, 2)</td><td>weight of the reversed gradient</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/dann.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dann = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dann as default
};
