import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"@mimmx/onnxruntime-win32-arm64","description":"","frontmatter":{},"headers":[],"relativePath":"runtimes/win32-arm64/index.md","filePath":"runtimes/win32-arm64/index.md"}');
const _sfc_main = { name: "runtimes/win32-arm64/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="mimmxonnxruntime-win32-arm64" tabindex="-1">@mimmx/onnxruntime-win32-arm64 <a class="header-anchor" href="#mimmxonnxruntime-win32-arm64" aria-label="Permalink to &quot;@mimmx/onnxruntime-win32-arm64&quot;">​</a></h1><p>The native files of <a href="https://onnxruntime.ai" target="_blank" rel="noreferrer">ONNX Runtime</a> 1.30 for Windows, arm64, byte for byte as the package <code>onnxruntime-node</code> has them. <code>@mimmx/backend-onnx</code> installs the one package that fits the machine.</p><p>Why not <code>onnxruntime-node</code> itself: it carries the files of five platforms, and its install script fetches CUDA libraries from outside the registry, which fails behind a firewall. This package has no script. Who wants CUDA installs <code>onnxruntime-node</code> of the same version beside it, which then takes its place.</p><p>The files are Microsoft&#39;s, under the MIT licence in <code>LICENSE</code>; those of third parties in them are listed in ONNX Runtime&#39;s <a href="https://github.com/microsoft/onnxruntime/blob/v1.30.0/ThirdPartyNotices.txt" target="_blank" rel="noreferrer">ThirdPartyNotices</a>. <code>DirectML.dll</code>, <code>dxcompiler.dll</code> and <code>dxil.dll</code> are Microsoft’s DirectML and DirectX compiler, as onnxruntime-node ships them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("runtimes/win32-arm64/index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
