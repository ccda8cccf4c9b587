import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"gradient-ratio","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/gradient-ratio.md","filePath":"packages/weighter/docs/gradient-ratio.md"}');
const _sfc_main = { name: "packages/weighter/docs/gradient-ratio.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="gradient-ratio" tabindex="-1"><code>gradient-ratio</code> <a class="header-anchor" href="#gradient-ratio" aria-label="Permalink to &quot;\`gradient-ratio\`&quot;">​</a></h1><p>Balancer over <code>task</code> and <code>mi</code>. The MI term may push as hard as the task, and no harder.</p><pre><code>L = L_task + λ α κ(t) L_MI,   α = min(‖g_task‖, ‖g_MI‖) / ‖g_MI‖
</code></pre><p><strong>Source: published.</strong> Adaptive clipping of Belghazi et al., ICML 2018; the thesis of 2024 (eqs. 3.3–3.10), with λ = 1 (digits) and 1.5 (chest X-rays), which calls it the main gain: digits, balanced test, 76.9 % without it (E1) and 82.5 % with it (E3); inverted test, 76.1 % and 75.7 %. One seed.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>λ, beside the method&#39;s own</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 74.2 %, balanced 80.5 %, worst group 66.7 %; most telling probe: thickness 57.9, rotation 54.2 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/gradient-ratio.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const gradientRatio = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  gradientRatio as default
};
