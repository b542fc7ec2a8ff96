/** A canvas to draw on: colours with the pen, and a mask of what is to be painted anew. */

const byId = id => document.getElementById(id);
const MASKED = [15, 118, 110];
const FINEST = 64;

const dialog = byId('editor');
const canvas = byId('canvas');
const picture = document.createElement('canvas');
const pixelsOf = picture.getContext('2d', {willReadFrequently: true});
let original = null;
let mask = new Uint8Array(0);
let cursor = {x: 0, y: 0};
let last = null;

const tool = () => document.querySelector('input[name=tool]:checked').value;
const isMasked = () => mask.includes(1);

/** Opens an image. */
export function open(image) {
  original = image;
  picture.width = canvas.width = image.naturalWidth;
  picture.height = canvas.height = image.naturalHeight;
  startOver();
  dialog.showModal();
  canvas.focus();
}

function startOver() {
  pixelsOf.drawImage(original, 0, 0);
  mask = new Uint8Array(picture.width * picture.height);
  cursor = {x: picture.width >> 1, y: picture.height >> 1};
  show();
}

function show() {
  const context = canvas.getContext('2d');
  const pixels = pixelsOf.getImageData(0, 0, picture.width, picture.height);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i]) MASKED.forEach((value, c) => { pixels.data[4 * i + c] = (pixels.data[4 * i + c] + 2 * value) / 3; });
  }
  context.putImageData(pixels, 0, 0);
  const unit = Math.max(1, Math.round(picture.width / FINEST));
  Object.assign(byId('cursor').style, {
    left: `${100 * cursor.x / picture.width}%`,
    top: `${100 * cursor.y / picture.height}%`,
    width: `${100 * unit / picture.width}%`,
    height: `${100 * unit / picture.height}%`,
  });
}

function paint(x, y) {
  const unit = Math.max(1, Math.round(picture.width / FINEST));
  const side = unit * Number(byId('width').value);
  const left = Math.round(x - (side - 1) / 2);
  const top = Math.round(y - (side - 1) / 2);
  if (tool() === 'pen') {
    pixelsOf.fillStyle = byId('colour').value;
    pixelsOf.fillRect(left, top, side, side);
  }
  for (let row = Math.max(0, top); row < Math.min(picture.height, top + side); row++) {
    for (let column = Math.max(0, left); column < Math.min(picture.width, left + side); column++) {
      if (tool() !== 'pen') mask[row * picture.width + column] = tool() === 'mask' ? 1 : 0;
    }
  }
}

function line(from, to) {
  const steps = Math.max(1, Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  for (let i = 0; i <= steps; i++) {
    paint(from.x + Math.round((to.x - from.x) * i / steps), from.y + Math.round((to.y - from.y) * i / steps));
  }
  show();
}

function place(event) {
  const box = canvas.getBoundingClientRect();
  return {
    x: Math.floor((event.clientX - box.left) / box.width * picture.width),
    y: Math.floor((event.clientY - box.top) / box.height * picture.height),
  };
}

canvas.addEventListener('pointerdown', event => {
  canvas.setPointerCapture(event.pointerId);
  last = place(event);
  line(last, last);
});
canvas.addEventListener('pointermove', event => {
  if (last === null) return;
  const now = place(event);
  line(last, now);
  last = now;
});
for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { last = null; });
canvas.addEventListener('keydown', event => {
  const unit = Math.max(1, Math.round(picture.width / FINEST));
  const way = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
  if (way) {
    cursor.x = Math.min(picture.width - 1, Math.max(0, cursor.x + way[0] * unit));
    cursor.y = Math.min(picture.height - 1, Math.max(0, cursor.y + way[1] * unit));
  } else if (event.key === ' ') {
    paint(cursor.x, cursor.y);
  } else {
    return;
  }
  event.preventDefault();
  show();
});
byId('undo').addEventListener('click', startOver);

const blob = of => new Promise(resolve => of.toBlob(resolve, 'image/png'));

/** The request as a form with the image, and with the mask if there is one. */
export async function form(request) {
  const body = new FormData();
  for (const [name, value] of Object.entries(request)) body.set(name, value);
  body.set('image', await blob(picture), 'image.png');
  if (isMasked()) {
    const drawn = document.createElement('canvas');
    drawn.width = picture.width;
    drawn.height = picture.height;
    const context = drawn.getContext('2d');
    const pixels = context.createImageData(drawn.width, drawn.height);
    mask.forEach((value, i) => pixels.data.set([255 * value, 255 * value, 255 * value, 255], 4 * i));
    context.putImageData(pixels, 0, 0);
    body.set('mask', await blob(drawn), 'mask.png');
  } else {
    body.set('strength', byId('strength').value);
  }
  return body;
}

export const close = () => dialog.close();
