import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"An estimator from outside","description":"","frontmatter":{},"headers":[],"relativePath":"examples/third-party-estimator/index.md","filePath":"examples/third-party-estimator/index.md"}');
const _sfc_main = { name: "examples/third-party-estimator/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="an-estimator-from-outside" tabindex="-1">An estimator from outside <a class="header-anchor" href="#an-estimator-from-outside" aria-label="Permalink to &quot;An estimator from outside&quot;">​</a></h1><p>Everything a stranger needs to bring an estimator of his own: one file, one ten-line test, no change to any package here.</p><ul><li><code>src/index.ts</code>: Cauchy–Schwarz quadratic mutual information, a dependence measure without a critic. It says what it is (bound, unit, what x and y may be), which options it takes, and how the estimate follows from x and y in ordinary TensorFlow.js. <code>plugin</code> is what a config loads.</li><li><code>test/conformance.test.ts</code>: the checks that every estimator must pass, from <code>@mimmx/core/testkit</code>.</li><li><code>test/cauchy-schwarz.test.ts</code>: the value for Gaussian pairs against its closed form.</li></ul><p>Use it by name. In a project where the package <code>mimmx-plugin-cauchy-schwarz</code> is installed:</p><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">// mimmx.config.ts</span></span>
<span class="line"><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">export</span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;"> default</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> {</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  plugins: [</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;cauchy-schwarz&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">], </span><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">// tries @mimmx/cauchy-schwarz, mimmx-plugin-cauchy-schwarz, cauchy-schwarz</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  methods: {</span></span>
<span class="line"><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">    &#39;mimm-x&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">: { options: { estimator: { name: </span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;">&#39;cauchy-schwarz&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">, options: { bandwidth: </span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;">0.5</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> } } } },</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">  },</span></span>
<span class="line"><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">  // …</span></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">};</span></span></code></pre></div><p>A single file needs no package: <code>plugins: [&#39;./my-estimator.ts&#39;]</code> (Node ≥ 22.18; <code>.js</code> on older ones), relative to the config. In code: <code>createRegistry().use(plugin).create(&#39;estimator&#39;, &#39;cauchy-schwarz&#39;, { x, y, random }, { bandwidth: 1 })</code>.</p><p>Where to go next: the contract is <a href="./../../packages/core/src/contracts/estimator.ts.html"><code>contracts/estimator.ts</code></a>; more estimators, one per file, are in <a href="./../../packages/mi-estimators/"><code>packages/mi-estimators</code></a>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("examples/third-party-estimator/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
