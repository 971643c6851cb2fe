import { createRoot } from 'react-dom/client';

const COLUMNS = 30;
const COLOURS = ['#0b7285', '#5c5fc9', '#c08a1e'];
const barHeight = (column, part) => 20 + ((column * 7 + part * 13) % 40);

function Chart() {
  return (
    <svg className="chart" width="800" height="300" role="img" aria-label="Invented bars">
      {COLOURS.map((colour, part) => (
        <path
          key={colour}
          fill={colour}
          d={Array.from(
            { length: COLUMNS },
            (_, column) =>
              `M${column * 26} ${280 - part * 60}v${-barHeight(column, part)}h20V${280 - part * 60}z`,
          ).join('')}
        />
      ))}
    </svg>
  );
}

createRoot(document.getElementById('root')).render(
  <main>
    <h1>Floor app</h1>
    <Chart />
  </main>,
);
