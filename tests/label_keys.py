"""Finds the labels that a source text asks for: keys put together at run time too, as far as they are static.

What a key is put together from is replaced by what it can be: constants of the module, the branches of a condition,
what a loop, a comprehension or a ``format_func`` goes through. What stays open is a hole: ``lab.preset.{name}``.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

KEY = re.compile(r"[a-z0-9-]+(\.[A-Za-z0-9_-]+)+")
HOLE = re.compile(r"\{[^{}]*\}")
ANCHORED = re.compile(r"[a-z0-9-]+\.[a-z0-9_-]+\.")
"""The least that a key with holes must say: its page and one segment more."""

_STATIC = (ast.Name, ast.Attribute, ast.Tuple, ast.List, ast.Starred, ast.Constant, ast.Call, ast.expr_context)
_HARMLESS = ("get_args", "list", "tuple", "sorted")


@dataclass(frozen=True)
class Asked:
    """A key as the code has it, with its holes; ``called`` where it is handed to the catalog or to a problem."""

    key: str
    called: bool = False

    @property
    def holes(self) -> bool:
        """Whether something of it stays open."""
        return "{" in self.key

    @property
    def anchored(self) -> bool:
        """Whether it says at least its page and one segment more."""
        return bool(ANCHORED.match(self.key))

    def matches(self, label: str) -> bool:
        """Whether it can be that label; a hole holds no dot."""
        parts = HOLE.split(self.key)
        return bool(re.fullmatch("[^.]+".join(map(re.escape, parts)), label))


def asked_by(source: str, namespace: Mapping[str, Any] | None = None) -> set[Asked]:
    """Return every text of ``source`` that can be a key; ``namespace`` holds what the module's names stand for."""
    search = _Search(namespace or {})
    search.visit(ast.parse(source))
    return {asked for asked in search.asked if asked.called or KEY.fullmatch(HOLE.sub("x", asked.key))}


def missing(asked: Iterable[Asked], labels: Iterable[str], ranges: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the keys that the code asks for and no catalog has, and those that say too little to be looked up."""
    known = set(labels)
    return {key for one in asked if one.called for key in _missing(one, known, ranges)}


def unused(asked: Iterable[Asked], labels: Iterable[str], ranges: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the labels that no key can be."""
    asked = list(asked)
    literal = {one.key for one in asked if not one.holes}
    literal |= {key for one in asked for key in ranges.get(one.key, ())}
    open_keys = [one for one in asked if one.holes and one.anchored and one.key not in ranges]
    return {label for label in labels if label not in literal and not any(one.matches(label) for one in open_keys)}


def _missing(one: Asked, labels: set[str], ranges: Mapping[str, Iterable[str]]) -> Iterator[str]:
    if one.key in ranges:
        yield from set(ranges[one.key]) - labels
    elif not HOLE.sub("", one.key):
        return  # a variable: whoever gave it its value wrote the key
    elif not one.holes:
        yield from {one.key} - labels
    elif not one.anchored or not any(one.matches(label) for label in labels):
        yield one.key


class _Search(ast.NodeVisitor):
    """Walks a module. The names in sight: ``texts`` holds what each can be, ``tuples`` what each goes through."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self.namespace = namespace
        self.texts = {name: (value,) for name, value in namespace.items() if isinstance(value, str)}
        self.tuples: dict[str, tuple[str, ...]] = {}
        self.asked: set[Asked] = set()

    def visit_Call(self, node: ast.Call) -> None:
        if (key := _key_of(node)) is not None:
            self._take(key, called=True)
        self.visit(node.func)
        for part in node.args:
            if part is not key and not _names_no_label(node, part):
                self.visit(part)
        for keyword in node.keywords:
            if keyword.arg == "format_func" and isinstance(keyword.value, ast.Lambda) and len(node.args) > 1:
                self._within({keyword.value.args.args[0].arg: self._options(node.args[1])}, [keyword.value.body])
            elif keyword.arg != "key":  # that names a widget
                self.visit(keyword.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.slice, ast.Constant | ast.JoinedStr):  # as an index a text names no label
            self.visit(node.slice)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._take(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._take(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        inside = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self._within({argument.arg: None for argument in inside}, [*node.decorator_list, *node.body])

    def visit_Assign(self, node: ast.Assign) -> None:
        """A local name can be whatever it is given anywhere."""
        for part in (node.value, *node.targets):
            self.visit(part)
        if not isinstance(node.targets[0], ast.Name):
            return
        name, options, texts = node.targets[0].id, self._options(node.value), self._texts(node.value)
        if options:
            self.tuples[name] = (*self.tuples.get(name, ()), *options)
        elif not any("{" in text for text in texts):
            self.texts[name] = (*self.texts.get(name, ()), *texts)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self._within(self._ranging(node.target, node.iter), [*node.body, *node.orelse])

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        ranging = {
            name: options for one in node.generators for name, options in self._ranging(one.target, one.iter).items()
        }
        for one in node.generators:
            self.visit(one.iter)
        tests = [test for one in node.generators for test in one.ifs]
        self._within(ranging, [node.key, node.value, *tests] if isinstance(node, ast.DictComp) else [node.elt, *tests])

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _comprehension  # noqa: N815

    def _within(self, names: Mapping[str, tuple[str, ...] | None], nodes: Iterable[ast.AST]) -> None:
        outside = self.texts, self.tuples
        self.texts = {name: texts for name, texts in self.texts.items() if name not in names}
        self.texts |= {name: texts for name, texts in names.items() if texts is not None}
        self.tuples = {name: options for name, options in self.tuples.items() if name not in names}
        for node in nodes:
            self.visit(node)
        self.texts, self.tuples = outside

    def _ranging(self, target: ast.expr, iterable: ast.expr) -> dict[str, tuple[str, ...] | None]:
        if isinstance(target, ast.Name):
            return {target.id: self._options(iterable)}
        names = [part.id if isinstance(part, ast.Name) else "" for part in getattr(target, "elts", ())]
        rows = [row.elts for row in getattr(iterable, "elts", ()) if isinstance(row, ast.Tuple)]
        return {
            name: self._options(ast.Tuple(list(column)))
            for name, column in zip(names, zip(*rows, strict=True), strict=False)
        }

    def _options(self, iterable: ast.expr) -> tuple[str, ...] | None:
        """What an expression of the module's own names goes through, where that is texts."""
        parts = list(ast.walk(iterable))
        calls = [ast.unparse(part.func) for part in parts if isinstance(part, ast.Call)]
        if not all(isinstance(part, _STATIC) for part in parts) or not set(calls) <= set(_HARMLESS):
            return None
        try:
            found = eval(ast.unparse(iterable), {**self.namespace, **self.tuples})
        except (NameError, AttributeError, TypeError):
            return None
        texts = isinstance(found, tuple | list | dict) and all(isinstance(option, str) for option in found)
        return tuple(found) if texts else None

    def _take(self, node: ast.expr, *, called: bool = False) -> None:
        self.asked |= {Asked(text, called) for text in self._texts(node)}
        for part in ast.walk(node):
            if isinstance(part, ast.FormattedValue) or (part is not node and isinstance(part, ast.Call)):
                for inner in ast.iter_child_nodes(part):
                    if isinstance(inner, ast.Call):
                        self.visit(inner)

    def _texts(self, node: ast.expr | None) -> list[str]:
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.Name(id=name) if name in self.texts:
                return list(self.texts[name])
            case ast.IfExp(body=one, orelse=other):
                return [*self._texts(one), *self._texts(other)]
            case ast.BinOp(op=ast.Add(), left=one, right=other):
                return ["".join(parts) for parts in product(self._texts(one), self._texts(other))]
            case ast.JoinedStr(values=values):
                return ["".join(parts) for parts in product(*map(self._texts, values))]
            case ast.FormattedValue(value=value, format_spec=None):
                return self._texts(value)
        return ["{" + re.sub(r"[{}]", "", ast.unparse(node)) + "}" if node else ""]


def _key_of(node: ast.Call) -> ast.expr | None:
    """Return what a call hands to the catalog, to a problem or to a notice as a key."""
    match node:
        case ast.Call(func=ast.Name(id="t" | "Problem") | ast.Attribute(attr="t" | "say"), args=[key, *_]):
            return key
        case ast.Call(func=ast.Call(func=ast.Name(id="catalog" | "load_catalog")), args=[key, *_]):
            return key
        case ast.Call(func=ast.Attribute(attr="of", value=ast.Name(id="Notice")), args=[key, *_]):
            return key
        case ast.Call(func=ast.Name(id="Notice"), keywords=[ast.keyword(arg="key", value=key), *_]):
            return key
    return None


def _names_no_label(node: ast.Call, argument: ast.expr) -> bool:
    """Whether an argument is a key of the session or of a widget."""
    called = ast.unparse(node.func)
    return "session_state" in called or (called == "tied" and argument is node.args[0])
