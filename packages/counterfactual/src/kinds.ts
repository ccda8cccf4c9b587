import { defineKind } from '@mimmx/core';

/** Laws by which an attribute comes from its parents. */
export const mechanismKind = defineKind('mechanism', 1);

/** Models of images given attributes, which give counterfactuals. */
export const imageModelKind = defineKind('image-model', 1);
