// A landscape on a flat screen: where a point of it is drawn, and which point of it is under a place on the screen.

/** Return the projection of one picture: `at(u, v, height)` to pixels, for places on the floor between 0 and 1. */
export function projection(width, height, angle) {
  const narrow = width < 560;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = Math.min(width * (narrow ? 0.62 : 0.58), height * 1.24);
  return (u, v, level) => {
    const [x, y] = [u - 0.5, 0.5 - v];
    const across = x * cos - y * sin * 1.25;
    const depth = x * sin + y * cos * 1.25;
    const down = height * (narrow ? 0.7 : 0.64) - depth * scale * (narrow ? 0.5 : 0.4) - level * height * 0.7;
    return [width * 0.5 + across * scale, down, depth];
  };
}

/** Return the tiles of a grid of heights, the farthest first: `{corners, level, slope, row, column}`. */
export function tilesOf(heights, [rows, columns], at) {
  const tiles = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([down, right]) => {
        const level = heights[(row + down) * columns + column + right];
        return [...at((row + down) / (rows - 1), (column + right) / (columns - 1), level), level];
      });
      const levels = corners.map((corner) => corner[3]);
      const mean = (place) => corners.reduce((sum, corner) => sum + corner[place], 0) / 4;
      tiles.push({ corners, level: mean(3), slope: Math.max(...levels) - Math.min(...levels), far: mean(2), row, column });
    }
  }
  return tiles.sort((one, other) => other.far - one.far);
}

/** Return the nearest tile under a place on the screen, or null. */
export function tileUnder(tiles, x, y) {
  for (let i = tiles.length - 1; i >= 0; i -= 1) if (holds(tiles[i].corners, x, y)) return tiles[i];
  return null;
}

function holds(corners, x, y) {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [corners[i], corners[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
