// Draws digits on the page of the sample service: node page.js URL [PICTURE.png]
import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer-core";

const [url, picture] = process.argv.slice(2);
const browser = await puppeteer.launch({
  args: [...chromium.args, "--no-sandbox"],
  executablePath: await chromium.executablePath(),
  headless: "shell",
});

function fail(message) {
  throw new Error(message);
}

try {
  const page = await browser.newPage();
  await page.setViewport({ width: 760, height: 520 });
  const problems = [];
  page.on("pageerror", error => problems.push(error.message));
  page.on("console", message => message.type() === "error" && problems.push(message.text()));
  await page.goto(url);

  const text = selector => page.$eval(selector, element => element.textContent);
  const draw = async points => {
    const box = await (await page.$("#pad")).boundingBox();
    const at = ([x, y]) => [box.x + x, box.y + y];
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points.slice(1)) {
      await page.mouse.move(...at(point), { steps: 5 });
    }
    await page.mouse.up();
    await page.waitForFunction(() => document.getElementById("digit").textContent !== "?", { timeout: 10000 });
    return text("#digit");
  };

  if ((await text("#digit")) !== "?") fail("the page begins with a digit");
  const one = await draw([[150, 60], [140, 220]]);
  if (one !== "1") fail(`a stroke is taken for ${one}`);
  const shares = await page.$$eval(".share", spans => spans.map(span => parseFloat(span.textContent)));
  if (shares.length !== 10 || Math.abs(shares.reduce((a, b) => a + b) - 100) > 1) fail(`the shares are ${shares}`);

  await page.click("#clear");
  if ((await text("#digit")) !== "?") fail("clear leaves the digit");
  const circle = Array.from({ length: 33 }, (_, i) => [140 + 60 * Math.cos((i * Math.PI) / 16), 140 + 85 * Math.sin((i * Math.PI) / 16)]);
  const zero = await draw(circle);
  if (zero !== "0") fail(`a circle is taken for ${zero}`);
  if (picture) await page.screenshot({ path: picture });
  if (problems.length) fail(problems.join("; "));
  console.log("page: a stroke is a 1 and a circle is a 0");
} finally {
  await browser.close();
}
