import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"gradnorm","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/gradnorm.md","filePath":"packages/weighter/docs/gradnorm.md"}');
const _sfc_main = { name: "packages/weighter/docs/gradnorm.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="gradnorm" tabindex="-1"><code>gradnorm</code> <a class="header-anchor" href="#gradnorm" aria-label="Permalink to &quot;\`gradnorm\`&quot;">​</a></h1><p>Balancer over every term (<code>y</code>, <code>z1</code> … <code>zN</code>, <code>mi</code>). Learns weights that bring the gradient norms together.</p><pre><code>Gᵢ = wᵢ ‖gᵢ‖,  Ḡ = mean G,  L̃ᵢ = Lᵢ(t) / Lᵢ(0),  rᵢ = L̃ᵢ / mean L̃
L_grad(w) = Σᵢ | Gᵢ − stopgrad(Ḡ rᵢ^α) |;  one step on w;  w ← T w / Σ w
</code></pre><p><strong>Source: published</strong> (Chen et al., ICML 2018, eqs. 1 and 2, algorithm 1). <strong>Ours:</strong> L_grad is divided by Ḡ, so that the learning rate has no unit; the step on log w; softplus(MI) for L_MI in L̃, since an MI estimate may be ≤ 0.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>alpha</code></td><td>0.5</td><td>strength with which slow terms are favoured (published: 1.5; 0.12 for symmetric tasks)</td></tr><tr><td><code>learningRate</code></td><td>0.025</td><td>step of the weights</td></tr><tr><td><code>step</code></td><td><code>multiplicative</code></td><td><code>additive</code> is the published step; <code>multiplicative</code> steps on log w</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><p>The critic, not the encoder, decides how L_MI moves at first: give it a warm-up, or its L(0) is that of an untrained critic.</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 78.9 %, balanced 83.7 %, worst group 72.7 %; most telling probe: thickness 55.4, rotation 52.4 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/gradnorm.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const gradnorm = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  gradnorm as default
};
