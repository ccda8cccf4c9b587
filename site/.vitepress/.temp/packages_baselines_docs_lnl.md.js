import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"lnl: learning not to learn","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/lnl.md","filePath":"packages/baselines/docs/lnl.md"}');
const _sfc_main = { name: "packages/baselines/docs/lnl.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="lnl-learning-not-to-learn" tabindex="-1">lnl: learning not to learn <a class="header-anchor" href="#lnl-learning-not-to-learn" aria-label="Permalink to &quot;lnl: learning not to learn&quot;">​</a></h1><p><strong>Rule.</strong> An adversary for each confounder predicts it from f_y. The encoder lowers CE_y + λ · Σ p log p − reversal · CE_z, where p is what the adversary says: it is to be unsure, and wrong. The adversary lowers CE_z and is not moved by the entropy term. The two steps of the published code are one here, so that an update is an update.</p><p><strong>Source.</strong> Kim et al., <em>Learning not to learn</em>, CVPR 2019, equations 3 and 4.</p><p><strong>When to use.</strong> Labelled confounders of a few classes. The paper attaches the adversary to a middle layer; here it reads f_y.</p><p><strong>Confounders.</strong> One adversary for each, means over them and over the rows whose label is known. A continuous confounder has the reversed gradient of its squared error and no entropy term. Classes of y or a continuous y.</p><p><strong>Cost.</strong> That of <code>dann</code>, and the adversary&#39;s output a second time.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>lambda</code></td><td>0.01</td><td>10^U(-3, 0)</td><td>weight of Σ p log p</td></tr><tr><td><code>reversal</code></td><td>0.1</td><td>10^U(-2, 0.5)</td><td>scale of the reversed gradient</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/lnl.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const lnl = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  lnl as default
};
