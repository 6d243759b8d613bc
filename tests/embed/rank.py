#!/usr/bin/env python3
"""Ranks a profile from Python, with nothing but ctypes. usage: rank.py LIBRARY RULES PROFILE"""

import ctypes
import json
import sys
from ctypes import POINTER, Structure, byref, c_double, c_int32, c_size_t, c_uint32, c_void_p


class String(Structure):
    _fields_ = [("data", c_void_p), ("size", c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.size).decode()


class Strings(Structure):
    _fields_ = [("items", POINTER(String)), ("count", c_size_t)]


class Sized(Structure):
    def __init__(self):
        super().__init__(size=ctypes.sizeof(self))


class LoadOptions(Sized):
    _fields_ = [("size", c_size_t), ("folders", Strings), ("documents", c_void_p),
                ("document_count", c_size_t), ("trust", Strings), ("only_source", Strings)]


class Diagnostic(Sized):
    _fields_ = [("size", c_size_t), ("severity", c_int32), ("line", c_int32), ("column", c_int32),
                ("file", String), ("message", String), ("suggestion", String),
                ("source_line", String), ("text", String)]


class Standing(Sized):
    _fields_ = [("size", c_size_t), ("family", String), ("name", String), ("variant", String),
                ("quantisation", String), ("status", c_int32), ("rank", c_int32),
                ("rank_best", c_int32), ("rank_worst", c_int32), ("score", c_double),
                ("score_low", c_double), ("score_high", c_double), ("need_count", c_size_t)]


library = ctypes.CDLL(sys.argv[1])
library.shortlist_error_count.restype = c_size_t
library.shortlist_ranking_count.restype = c_size_t
library.shortlist_text_string.restype = String


def string(text):
    data = text.encode()
    made = String(ctypes.cast(ctypes.c_char_p(data), c_void_p), len(data))
    made.keep = data
    return made


class ShortlistError(Exception):
    """Every diagnostic of a call, as the command prints them."""


def call(name, *arguments):
    """Calls shortlist_NAME, and returns the handle that it makes."""
    out, error = c_void_p(), c_void_p()
    if getattr(library, "shortlist_" + name)(*arguments, byref(out), byref(error)) == 0:
        return out
    texts = []
    for i in range(library.shortlist_error_count(error)):
        said = Diagnostic()
        library.shortlist_error_diagnostic(error, c_size_t(i), byref(said))
        texts.append(str(said.text))
    library.shortlist_error_free(error)
    raise ShortlistError("".join(texts))


def take_json(text):
    parsed = json.loads(str(library.shortlist_text_string(text)))
    library.shortlist_text_free(text)
    return parsed


folder = string(sys.argv[2])
options = LoadOptions()
options.folders = Strings(ctypes.pointer(folder), 1)
rules = call("load_rule_base", byref(options))
profile = call("load_profile", rules, string(sys.argv[3]))

ranking = call("rank", profile, None)
for i in range(library.shortlist_ranking_count(ranking)):
    at = Standing()
    library.shortlist_ranking_standing(ranking, c_size_t(i), byref(at))
    place = f"{at.rank}." if at.rank else "excluded:"
    print(f"{place} {at.name}, {round(100 * at.score)} points")
whole = take_json(call("ranking_json", ranking, c_uint32(1)))
print("fingerprint", whole["rule_base"]["fingerprint"][:8])
library.shortlist_ranking_free(ranking)

stability = take_json(call("whatif_weights", profile, string(""), None))
for need in stability["criteria"]:
    print(f"{need['need_id']}: first from {round(100 * need['low'])} to {round(100 * need['high'])}")

try:
    call("parse_profile", rules, string("schema = 1\n[need.prize]\nat_most = 1\n"),
         string("mine.toml"))
except ShortlistError as error:
    print(error, end="")
library.shortlist_profile_free(profile)
library.shortlist_rule_base_free(rules)
