import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"runtimes/fill.mjs","description":"","frontmatter":{},"headers":[],"relativePath":"runtimes/fill.mjs.md","filePath":"runtimes/fill.mjs.md"}');
const _sfc_main = { name: "runtimes/fill.mjs.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="runtimesfillmjs" tabindex="-1">runtimes/fill.mjs <a class="header-anchor" href="#runtimesfillmjs" aria-label="Permalink to &quot;runtimes/fill.mjs&quot;">​</a></h1><div class="language-mjs vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">mjs</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span>// prepack of each runtime: fetches its native files from the onnxruntime-node of the lockfile.</span></span>
<span class="line"><span>import { copyFileSync, existsSync, readdirSync, readFileSync } from &#39;node:fs&#39;;</span></span>
<span class="line"><span>import { createRequire } from &#39;node:module&#39;;</span></span>
<span class="line"><span>import { basename, dirname, join } from &#39;node:path&#39;;</span></span>
<span class="line"><span></span></span>
<span class="line"><span>const here = process.cwd();</span></span>
<span class="line"><span>const [platform, arch] = basename(here).split(&#39;-&#39;);</span></span>
<span class="line"><span>const require = createRequire(join(import.meta.dirname, &#39;../packages/backend-onnx/package.json&#39;));</span></span>
<span class="line"><span>const source = dirname(require.resolve(&#39;onnxruntime-node/package.json&#39;));</span></span>
<span class="line"><span>const { version } = JSON.parse(readFileSync(join(here, &#39;package.json&#39;), &#39;utf8&#39;));</span></span>
<span class="line"><span>const { version: theirs } = require(&#39;onnxruntime-node/package.json&#39;);</span></span>
<span class="line"><span>if (version !== theirs)</span></span>
<span class="line"><span>  throw new Error(\`\${here} is \${version}, onnxruntime-node of the lockfile is \${theirs}\`);</span></span>
<span class="line"><span></span></span>
<span class="line"><span>const folder = join(source, &#39;bin&#39;, &#39;napi-v6&#39;, platform, arch);</span></span>
<span class="line"><span>const files = readdirSync(folder).filter(</span></span>
<span class="line"><span>  // macOS loads libonnxruntime.1.dylib; the other is the same file again.</span></span>
<span class="line"><span>  (name) =&gt; name !== \`libonnxruntime.\${version}.dylib\`,</span></span>
<span class="line"><span>);</span></span>
<span class="line"><span>if (!existsSync(join(folder, &#39;onnxruntime_binding.node&#39;))) throw new Error(\`\${folder} has no binding\`);</span></span>
<span class="line"><span>for (const name of files) copyFileSync(join(folder, name), join(here, name));</span></span></code></pre></div></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("runtimes/fill.mjs.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const fill_mjs = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  fill_mjs as default
};
