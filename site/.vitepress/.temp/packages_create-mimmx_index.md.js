import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"create-mimmx","description":"","frontmatter":{},"headers":[],"relativePath":"packages/create-mimmx/index.md","filePath":"packages/create-mimmx/index.md"}');
const _sfc_main = { name: "packages/create-mimmx/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="create-mimmx" tabindex="-1">create-mimmx <a class="header-anchor" href="#create-mimmx" aria-label="Permalink to &quot;create-mimmx&quot;">​</a></h1><div class="language-sh vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">sh</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">npm</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> create</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> mimmx</span><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">                                  # in a folder that has images and a table of them</span></span>
<span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">npm</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> create</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> mimmx</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --y</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> finding</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --z</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> sex,view</span><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">      # asks nothing</span></span></code></pre></div><p>Makes a <code>package.json</code> if there is none, installs <code>@mimmx/cli</code> and the package of data sets that fits (<code>@mimmx/datasets-mri</code> where there is NIfTI, else <code>@mimmx/datasets-cxr</code>), and hands over to <code>mimmx init</code>, which shows the columns of the table, asks what is to be predicted and what it must not be read from, measures two updates, and writes <code>mimmx.config.ts</code>.</p><p>It works with npm, pnpm and yarn (<code>pnpm create mimmx</code>), fetches nothing but packages, and replaces no file.</p><div class="language-ts vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">ts</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">import</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> { create } </span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">from</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> &#39;create-mimmx&#39;</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">;</span></span>
<span class="line"></span>
<span class="line"><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">console.</span><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">log</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;">(</span><span style="--shiki-light:#D73A49;--shiki-dark:#F97583;">typeof</span><span style="--shiki-light:#24292E;--shiki-dark:#E1E4E8;"> create); </span><span style="--shiki-light:#6A737D;--shiki-dark:#6A737D;">// what the command does, as a function of a folder and the options of &quot;mimmx init&quot;</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/create-mimmx/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
