import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"dwa","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/dwa.md","filePath":"packages/weighter/docs/dwa.md"}');
const _sfc_main = { name: "packages/weighter/docs/dwa.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="dwa" tabindex="-1"><code>dwa</code> <a class="header-anchor" href="#dwa" aria-label="Permalink to &quot;\`dwa\`&quot;">​</a></h1><p>Balancer over every term. Terms whose loss falls slowly gain weight; gradients are not looked at.</p><pre><code>wᵢ = T softmaxᵢ( (Lᵢ(t − 1) / Lᵢ(t − 2)) / temperature ),   L(t) = mean over a window of steps
</code></pre><p>Ones in the first two windows; ones for ever if the losses are constant.</p><p><strong>Source: published</strong> (Liu, Johns &amp; Davison, CVPR 2019, eq. 7), with epochs. <strong>Ours:</strong> windows of steps for epochs; softplus(MI) where an MI may be ≤ 0.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>temperature</code></td><td>2</td><td>of the softmax</td></tr><tr><td><code>window</code></td><td>50</td><td>encoder steps in a window</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 63.2 %, balanced 61.2 %, worst group 50.1 %; most telling probe: thickness 53.3, rotation 57.5 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/dwa.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const dwa = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  dwa as default
};
