package org.xaatlas.ingest.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a word is a syllable that Vietnamese can have: an initial, a rhyme and a tone, and a
 * syllable that ends in c, ch, p or t has no other tone than acute and dot below. Decoding in the
 * wrong encoding hardly ever gives one.
 */
final class VietnameseSyllable {
  private static final List<String> INITIALS =
      List.of(
          "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ",
          "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "f", "j", "w", "z", "");

  private static final Set<String> RHYMES =
      Set.copyOf(
          Arrays.asList(
              ("a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu"
                      + " ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm"
                      + " iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang"
                      + " oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong"
                      + " oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât"
                      + " uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôp uôt up ut uy"
                      + " uya uych uyên uyêt uynh uyn uyp uyt uyu uơ uơn ư ưa ưc ưi ưm ưn ưng ươc"
                      + " ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt ych êc"
                      + " ăk âk ak ek ik ok ôk uk ưk iêk êk el al il ol ơng")
                  .split(" ")));

  private static final List<String> STOPS = List.of("c", "ch", "p", "t");
  private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";
  private static final String FREE_TONES = "\u0300\u0303\u0309";

  private VietnameseSyllable() {}

  static boolean is(String word) {
    String apart = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    StringBuilder letters = new StringBuilder(apart.length());
    char tone = 0;
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (TONES.indexOf(c) < 0) {
        letters.append(c);
      } else if (tone == 0) {
        tone = c;
      } else {
        return false;
      }
    }
    String plain = Normalizer.normalize(letters, Normalizer.Form.NFC);
    for (String initial : INITIALS) {
      if (plain.startsWith(initial) && RHYMES.contains(plain.substring(initial.length()))) {
        boolean stopped = STOPS.stream().anyMatch(plain::endsWith);
        if (!stopped || FREE_TONES.indexOf(tone) < 0) {
          return true;
        }
      }
    }
    // "gì", "giếng": the i is of the initial and of the rhyme.
    return plain.startsWith("gi") && RHYMES.contains(plain.substring(1));
  }
}
