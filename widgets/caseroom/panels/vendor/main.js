// What charts need of Vega: all but maps, networks, trees, tessellations, word clouds, regressions and placed labels.
import { changeset, transforms } from "vega-dataflow";
import * as encodings from "vega-encode";
import { expressionFunction } from "vega-functions";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import { parse } from "vega-parser";
import * as data from "vega-transforms";
import { Error, extend, logger, truthy } from "vega-util";
import { View } from "vega-view";
import * as views from "vega-view-transforms";

extend(transforms, data, encodings, views);

export const vega = { View, parse, logger, Error, changeset, truthy, expressionFunction };
export const vegaLite = { compile };
export { expressionInterpreter };
