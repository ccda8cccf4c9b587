import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"debian","description":"","frontmatter":{},"headers":[{"level":2,"title":"Options","slug":"options","link":"#options","children":[]},{"level":2,"title":"Several confounders, missing labels, many classes","slug":"several-confounders-missing-labels-many-classes","link":"#several-confounders-missing-labels-many-classes","children":[]},{"level":2,"title":"When","slug":"when","link":"#when","children":[]},{"level":2,"title":"Where public code differs","slug":"where-public-code-differs","link":"#where-public-code-differs","children":[]},{"level":2,"title":"Cost","slug":"cost","link":"#cost","children":[]}],"relativePath":"packages/baselines/docs/debian.md","filePath":"packages/baselines/docs/debian.md"}');
const _sfc_main = { name: "packages/baselines/docs/debian.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="debian" tabindex="-1"><code>debian</code> <a class="header-anchor" href="#debian" aria-label="Permalink to &quot;\`debian\`&quot;">​</a></h1><p>Looks for the groups that it is unfair to with a second network, and counts these up to twice.</p><pre><code>discoverer s(x) in 0 … 1, one output for each class;   p = probability of the right class
it lowers   −log |mean_s p − mean_(1−s) p| − λ·log(1 − |mean s − mean(1 − s)|),   within each class
the classifier lowers   CE · (1 + s on the side where p is lower)
</code></pre><p><strong>Source:</strong> Li, Hoogs &amp; Xu, ECCV 2022, equations 1 to 4; as in the authors’ code for Multi-Color MNIST.</p><h2 id="options" tabindex="-1">Options <a class="header-anchor" href="#options" aria-label="Permalink to &quot;Options&quot;">​</a></h2><table tabindex="0"><thead><tr><th>option</th><th>default</th><th>search</th><th>meaning</th></tr></thead><tbody><tr><td><code>lambda</code></td><td>1</td><td>10^U(−1, 1)</td><td>weight of the term that keeps the two groups equally large</td></tr></tbody></table><p>All options of the network (<code>primaryWidth</code>, <code>headHidden</code>, …) and <code>sampling</code> may be given, too.</p><h2 id="several-confounders-missing-labels-many-classes" tabindex="-1">Several confounders, missing labels, many classes <a class="header-anchor" href="#several-confounders-missing-labels-many-classes" aria-label="Permalink to &quot;Several confounders, missing labels, many classes&quot;">​</a></h2><p>Confounders are not used: any number, any missing. The discoverer takes its rows from a second, independent draw, since on the classifier’s own it would find what was learned by heart. It parts rows in two, so with several shortcuts it follows the one that matters most at the time. A continuous y is refused.</p><h2 id="when" tabindex="-1">When <a class="header-anchor" href="#when" aria-label="Permalink to &quot;When&quot;">​</a></h2><p>The confounder is not known, and there may be several of different difficulty.</p><p><strong>Not when</strong> confounders are labelled: methods that are told them do better.</p><h2 id="where-public-code-differs" tabindex="-1">Where public code differs <a class="header-anchor" href="#where-public-code-differs" aria-label="Permalink to &quot;Where public code differs&quot;">​</a></h2><p>The parser of the authors’ code takes a weight decay that no optimiser gets; here the run’s is used.</p><h2 id="cost" tabindex="-1">Cost <a class="header-anchor" href="#cost" aria-label="Permalink to &quot;Cost&quot;">​</a></h2><p>Three passes for each update: classifier and discoverer on one batch, classifier (forward) and discoverer on another.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("packages/baselines/docs/debian.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const debian = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  debian as default
};
