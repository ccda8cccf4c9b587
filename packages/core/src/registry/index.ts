export { createMethod, type MethodChoice, type MethodSetting } from './create-method.ts';
export { defineKind, type Kind, type KindDefinition, type Kinds } from './kinds.ts';
export { definePlugin, type OptionsOf, type Plugin } from './plugin.ts';
export { createRegistry, type Registry } from './registry.ts';
export { suggest } from './suggest.ts';
export { validate } from './validate.ts';
