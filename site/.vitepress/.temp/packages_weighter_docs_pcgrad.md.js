import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"pcgrad","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/pcgrad.md","filePath":"packages/weighter/docs/pcgrad.md"}');
const _sfc_main = { name: "packages/weighter/docs/pcgrad.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="pcgrad" tabindex="-1"><code>pcgrad</code> <a class="header-anchor" href="#pcgrad" aria-label="Permalink to &quot;\`pcgrad\`&quot;">​</a></h1><p>Balancer over every term. Parts of a gradient that oppose another term are projected out.</p><pre><code>for each i: v = gᵢ; for j ≠ i in random order: if v·gⱼ &lt; 0: v ← v − (v·gⱼ / ‖gⱼ‖²) gⱼ
result: Σᵢ vᵢ
</code></pre><p>The gⱼ are the original ones; the g are scaled (λ, warm-up) first.</p><p><strong>Source: published</strong> (Yu et al., NeurIPS 2020, algorithm 1). <strong>Ours:</strong> only the coefficients of v in the g are kept, so the cost is one T × T matrix of products.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><p>Removing a shortcut <em>is</em> a conflict with the task while y and z correlate: PCGrad then takes the edge off the MI term. Take the MI within y or under balanced groups before using it.</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 48.8 %, balanced 54.7 %, worst group 42.1 %; most telling probe: thickness 56.0, rotation 57.3 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/pcgrad.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const pcgrad = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  pcgrad as default
};
