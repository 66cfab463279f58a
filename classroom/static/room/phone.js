import { the } from "./nodes.js";

the("main").textContent = "";
