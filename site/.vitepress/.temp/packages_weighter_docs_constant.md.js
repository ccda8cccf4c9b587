import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"constant","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/constant.md","filePath":"packages/weighter/docs/constant.md"}');
const _sfc_main = { name: "packages/weighter/docs/constant.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="constant" tabindex="-1"><code>constant</code> <a class="header-anchor" href="#constant" aria-label="Permalink to &quot;\`constant\`&quot;">​</a></h1><p>Balancer over <code>task</code> and <code>mi</code>. A fixed weight.</p><pre><code>L = L_task + λ κ(t) L_MI
</code></pre><p><strong>Source: published.</strong> MIMM (Fay et al., IEEE Access 2023; eq. 2.10 of the thesis), λ = 0.3 to 0.5.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>meaning</th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>λ, beside the method&#39;s own</td></tr><tr><td><code>warmup.steps</code></td><td>0</td><td>encoder steps over which the MI term is brought in by κ(t)</td></tr><tr><td><code>warmup.shape</code></td><td><code>sigmoid</code></td><td><code>sigmoid</code>: κ = tanh(γp/2) / tanh(γ/2), p = t / steps (published: Ganin et al., 2016; that it ends at 1 is ours); <code>linear</code>: κ = p</td></tr><tr><td><code>warmup.gamma</code></td><td>3</td><td>γ</td></tr></tbody></table><p>Use it when λ can be searched for. If the MI gradient outgrows the task&#39;s, training collapses; then see <a href="./gradient-ratio.html">gradient-ratio</a>.</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 64.0 %, balanced 61.4 %, worst group 50.9 %; most telling probe: thickness 54.1, rotation 57.0 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/constant.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const constant = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  constant as default
};
