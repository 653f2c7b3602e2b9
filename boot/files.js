// The files of the page, each with its name and its integrity: a byte that is not as it was published is refused.
const address = ({ name }) => new URL(name, document.baseURI);

export const code = (file, signal) =>
  fetch(address(file), { integrity: file.integrity, credentials: "same-origin", signal });

// Resolves when the rules are in force.
export const style = (file, signal) =>
  new Promise((resolve, reject) => {
    const link = document.createElement("link");
    const fail = () => {
      link.remove();
      reject(new Error(`${file.name} did not come`));
    };
    Object.assign(link, {
      rel: "stylesheet",
      href: address(file),
      integrity: file.integrity,
      crossOrigin: "anonymous",
      onload: resolve,
      onerror: fail,
    });
    signal?.addEventListener("abort", fail);
    document.head.append(link);
  });
