// The page around a case: one step at a time, what can be used and read, what was shared, and a lost connection.
import { watchClass } from "./class.js";
import { watchConnection } from "./connection.js";
import { watchExhibits } from "./exhibits.js";
import { openForAll } from "./for_all.js";
import { watchReadiness } from "./gates.js";
import { watchHands } from "./hands.js";
import { watchPresenter } from "./presenter.js";
import { keepShared } from "./shared_link.js";
import { startSteps } from "./steps.js";

const address = new URL(location.href);
if (address.searchParams.has("back")) {
  address.searchParams.delete("back"); // of the way on which a newcomer got a cookie
  history.replaceState(history.state, "", address);
}
keepShared();
watchExhibits();
startSteps();
watchReadiness();
watchPresenter();
watchClass();
watchHands();
openForAll();
// The page runs this before it is whole: the kernel is named at its end.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", watchConnection);
else watchConnection();
