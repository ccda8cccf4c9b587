import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"uniform","description":"","frontmatter":{},"headers":[{"level":2,"title":"Ablation","slug":"ablation","link":"#ablation","children":[]}],"relativePath":"packages/weighter/docs/uniform.md","filePath":"packages/weighter/docs/uniform.md"}');
const _sfc_main = { name: "packages/weighter/docs/uniform.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="uniform" tabindex="-1"><code>uniform</code> <a class="header-anchor" href="#uniform" aria-label="Permalink to &quot;\`uniform\`&quot;">​</a></h1><p>Weighter. Every confounder counts alike.</p><pre><code>aᵢ = 1 / N,   L_MI = mean over i of I(f_y; fᵢ)
</code></pre><p><strong>Source: published.</strong> The Stuttgart thesis of 2024 averages its MI terms (eqs. 3.3–3.10).</p><p>No options. It is what an attention has to beat: with two confounders all of them can be pushed down at once, and each keeps an estimate of its own to look at. It does not see what several confounders tell together (<a href="./../../../docs/decisions/0005-one-critic-for-all-confounders.html">decision 5</a>).</p><h2 id="ablation" tabindex="-1">Ablation <a class="header-anchor" href="#ablation" aria-label="Permalink to &quot;Ablation&quot;">​</a></h2><p>Inverted 82.2 %, balanced 82.8 %, worst group 76.9 %; most telling probe: thickness 50.3, rotation 52.3 % (<code>npm run bench:ablations</code>, 200 updates, 1 seed; <a href="./../../../benchmarks/results/ablations.html">all of them</a>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/weighter/docs/uniform.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const uniform = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  uniform as default
};
