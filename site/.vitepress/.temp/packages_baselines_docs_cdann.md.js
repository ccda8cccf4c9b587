import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"cdann: conditional domain-adversarial training","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/cdann.md","filePath":"packages/baselines/docs/cdann.md"}');
const _sfc_main = { name: "packages/baselines/docs/cdann.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="cdann-conditional-domain-adversarial-training" tabindex="-1">cdann: conditional domain-adversarial training <a class="header-anchor" href="#cdann-conditional-domain-adversarial-training" aria-label="Permalink to &quot;cdann: conditional domain-adversarial training&quot;">​</a></h1><p><strong>Rule.</strong> As <code>dann</code>, but the adversary sees f_y plus an embedding of y that it learns, and every class of y counts the same in its loss: what y itself says of the confounder is no reason to change f_y.</p><p><strong>Source.</strong> Li et al., <em>Deep domain generalization via conditional invariant adversarial networks</em>, ECCV 2018; in the form of Gulrajani &amp; Lopez-Paz, ICLR 2021 (DomainBed).</p><p><strong>When to use.</strong> Labelled confounders that are tied to y.</p><p><strong>Confounders.</strong> One adversary for each, one embedding of y for all; the mean of their losses over the rows whose label is known. A class that a batch lacks counts nothing in it. A continuous y is refused.</p><p><strong>Cost.</strong> That of <code>dann</code>.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>10^U(-2, 2)</td><td>weight of the reversed gradient</td></tr><tr><td><code>adversaryHidden</code></td><td>[64, 64]</td><td>[64], [128, 128], [256, 256]</td><td>widths of the adversary</td></tr><tr><td><code>adversaryLearningRate</code></td><td>the run’s</td><td>10^U(-4.5, -2.5)</td><td>of its own optimiser, which has no weight decay</td></tr><tr><td><code>adversarySteps</code></td><td>1</td><td>1, 2, 4, 8</td><td>its steps for each update of the encoder</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/cdann.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const cdann = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  cdann as default
};
