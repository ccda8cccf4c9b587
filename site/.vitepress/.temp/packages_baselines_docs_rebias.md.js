import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"rebias","description":"","frontmatter":{},"headers":[],"relativePath":"packages/baselines/docs/rebias.md","filePath":"packages/baselines/docs/rebias.md"}');
const _sfc_main = { name: "packages/baselines/docs/rebias.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="rebias" tabindex="-1">rebias <a class="header-anchor" href="#rebias" aria-label="Permalink to &quot;rebias&quot;">​</a></h1><p><strong>Rule.</strong> A second network g, whose encoder can see little but the bias, learns y beside the network f. f lowers CE(f) + λ · HSIC(f_y, g_y); g lowers w · CE(g) − λ_g · HSIC(f_y, g_y): it looks for what f has of it, and f gets rid of that. HSIC is the unbiased estimate with Gaussian kernels. f is the one that is read.</p><p><strong>Source.</strong> Bahng et al., <em>Learning de-biased representations with biased representations</em>, ICML 2020, equations 3 to 6; HSIC of Song et al., JMLR 2012, equation 5.</p><p><strong>When to use.</strong> What kind of cue the bias is can be said (texture, colour) by an encoder that cannot see more: one with small kernels. <code>biased: { name, options }</code> names it; with the run&#39;s own encoder there is no such knowledge in it.</p><p><strong>Confounders.</strong> Not used: any number, any missing. Classes of y or a continuous y. The batch size must be 4 or more.</p><p><strong>Cost.</strong> Two forward and backward passes, and batch × batch kernels.</p><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th></th></tr></thead><tbody><tr><td><code>biased</code></td><td>the run’s encoder</td><td></td><td>encoder of g</td></tr><tr><td><code>lambda</code></td><td>1</td><td>10^U(-1, 1.5)</td><td>λ</td></tr><tr><td><code>biasedLambda</code></td><td>1</td><td>10^U(-1, 1.5)</td><td>λ_g</td></tr><tr><td><code>biasedLoss</code></td><td>1</td><td>0, 1</td><td>w</td></tr><tr><td><code>sigma</code></td><td>1</td><td>0.5, 1, 2</td><td>width of the kernels</td></tr></tbody></table></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/rebias.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const rebias = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  rebias as default
};
