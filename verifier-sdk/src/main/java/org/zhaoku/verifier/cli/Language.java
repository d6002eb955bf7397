package org.zhaoku.verifier.cli;

/** In which language people are told. */
enum Language {
    ZH,
    EN,
    BOTH;

    String say(String chinese, String english) {
        return switch (this) {
            case ZH -> chinese;
            case EN -> english;
            case BOTH -> chinese.equals(english) || chinese.isEmpty() ? english : chinese + " / " + english;
        };
    }
}
