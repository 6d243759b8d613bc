#include "model/codes.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstddef>

namespace shortlist::model {

namespace {

// ISO 639-1, Library of Congress list; two letters each, sorted.
constexpr std::string_view two_letter_languages =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfo"
    "fr"
    "fygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblgli"
    "ln"
    "loltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesg"
    "siskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu";

// ISO 3166-1 alpha-2, officially assigned; sorted.
constexpr std::string_view regions =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCM"
    "CNCO"
    "CRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM"
    "HNHR"
    "HTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKML"
    "MMMN"
    "MOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASB"
    "SCSD"
    "SESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWF"
    "WSYE"
    "YTZAZMZW";

bool holds(std::string_view table, std::string_view code) {
  for (std::size_t at = 0; at + 2 <= table.size(); at += 2)
    if (table.substr(at, 2) == code) return true;
  return false;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_subtag(std::string_view part) {
  return !part.empty() && part.size() <= 8 && std::all_of(part.begin(), part.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
  });
}

}  // namespace

bool is_language_tag(std::string_view tag) {
  const std::size_t border = tag.find('-');
  const std::string primary = fold(tag.substr(0, border));
  if (!std::all_of(primary.begin(), primary.end(), is_letter)) return false;
  if (primary.size() != 3 && !(primary.size() == 2 && holds(two_letter_languages, primary)))
    return false;
  while (tag.find('-') != std::string_view::npos) {
    tag.remove_prefix(tag.find('-') + 1);
    if (!is_subtag(tag.substr(0, tag.find('-')))) return false;
  }
  return true;
}

bool is_region_code(std::string_view code) {
  if (code.size() != 2) return false;
  std::string upper = fold(code);
  for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
  return holds(regions, upper);
}

std::vector<std::string> language_codes() {
  std::vector<std::string> codes;
  for (std::size_t at = 0; at + 2 <= two_letter_languages.size(); at += 2)
    codes.emplace_back(two_letter_languages.substr(at, 2));
  return codes;
}

}  // namespace shortlist::model
