import { Textfield } from "@digdir/designsystemet-react";
import { useEffect, useRef, useState } from "react";

type SearchFieldProps = { label: string; description?: string; value: string; onSearch: (text: string) => void };

const typingPause = 250;
const longest = 200;

/** Searches while one types, after each pause. */
export function SearchField({ label, description, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setText(typed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch(typed.trim()), typingPause);
  };
  return (
    <Textfield
      className="search-field"
      type="search"
      label={label}
      description={description}
      value={text}
      autoComplete="off"
      maxLength={longest}
      onChange={(event) => type(event.target.value)}
    />
  );
}
