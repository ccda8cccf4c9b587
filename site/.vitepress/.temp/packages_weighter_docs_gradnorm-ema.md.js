import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"gradnorm-ema","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/gradnorm-ema.md","filePath":"packages/weighter/docs/gradnorm-ema.md"}');
const _sfc_main = { name: "packages/weighter/docs/gradnorm-ema.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="gradnorm-ema" tabindex="-1"><code>gradnorm-ema</code> <a class="header-anchor" href="#gradnorm-ema" aria-label="Permalink to &quot;\`gradnorm-ema\`&quot;">​</a></h1><p>Balancer over every term. The closed form of equal norms.</p><pre><code>λ_y = 1,   λᵢ(t) = EMA[ clip( ‖g_y‖ / (‖gᵢ‖ + ε), minimum, maximum ) ]
</code></pre><p><strong>Source: ours,</strong> for the &quot;GradNorm-inspired dynamic loss scaling&quot; of Fay et al., FAIMI 2025, whose equation is not public. Nothing is learned, so nothing has to converge. The ratio is clipped before it is averaged; the average has no bias at its start.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>decay</code></td><td>0.9</td><td>share of the past</td></tr><tr><td><code>minimum</code>, <code>maximum</code></td><td>0.01, 10</td><td>limits of a scale</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><p>Unlike <a href="./gradient-ratio.html">gradient-ratio</a> it also scales up, and it moves the confounders&#39; losses as well.</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 79.6 %, balanced 85.6 %, worst group 70.8 %; most telling probe: thickness 54.5, rotation 55.3 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/gradnorm-ema.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const gradnormEma = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  gradnormEma as default
};
