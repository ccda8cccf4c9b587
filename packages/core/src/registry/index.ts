export {
  type ChoiceInput,
  type ChoiceSchema,
  pluginChoice,
  type ResolvedChoice,
  type Untyped,
  untyped,
} from './choice.ts';
export { createMethod, type MethodChoice, type MethodSetting } from './create-method.ts';
export { describeOptions, type OptionFact, searchSpaces } from './describe-options.ts';
export { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
export { defineKind, type Kind, type KindDefinition, type Kinds } from './kinds.ts';
export { definePlugin, type OptionsOf, type Plugin } from './plugin.ts';
export { completed, type Problem, pathText } from './problems.ts';
export { createRegistry, type Registry } from './registry.ts';
export { renamed } from './renamed.ts';
export { suggest } from './suggest.ts';
export { isOptionError, OptionError, validate } from './validate.ts';
