import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"uncertainty","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/uncertainty.md","filePath":"packages/weighter/docs/uncertainty.md"}');
const _sfc_main = { name: "packages/weighter/docs/uncertainty.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="uncertainty" tabindex="-1"><code>uncertainty</code> <a class="header-anchor" href="#uncertainty" aria-label="Permalink to &quot;\`uncertainty\`&quot;">​</a></h1><p>Balancer over every term. Each has a learned log-variance sᵢ.</p><pre><code>L = Σᵢ c Lᵢ e^(−sᵢ) + sᵢ / 2,   scale = c e^(−sᵢ);   c = 1/2 (regression) or 1 (classification)
</code></pre><p>At rest the scale is 1 / (2 Lᵢ).</p><p><strong>Source: published</strong> (Kendall, Gal &amp; Cipolla, CVPR 2018; common code starts at s = −0.5). <strong>Ours:</strong> plain gradient steps on s within ± <code>limit</code>; softplus(MI) where an MI may be ≤ 0.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>likelihood</code></td><td><code>regression</code></td><td>c</td></tr><tr><td><code>learningRate</code></td><td>0.01</td><td>step of s</td></tr><tr><td><code>initial</code></td><td>−0.5</td><td>s at the start</td></tr><tr><td><code>limit</code></td><td>4</td><td>bound of |s|</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><p>A smaller loss gets a larger weight: terms that are already learned are pushed on.</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 82.3 %, balanced 57.0 %, worst group 23.6 %; most telling probe: thickness 68.0, rotation 62.1 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/uncertainty.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const uncertainty = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  uncertainty as default
};
