namespace OhifAlnPlugin.Dicom;

/// <summary>The character sets that are read and written: Defined Terms of Specific Character Set (PS3.3 section C.12.1.1.2).</summary>
public static class DicomCharacterSets
{
    /// <summary>Each with its term as the only one and, where there is one, its term with code extensions.</summary>
    public static IReadOnlyList<(string Terms, string Description)> All { get; } =
    [
        ("ISO_IR 6, ISO 2022 IR 6", "ISO 646 (the default)"),
        ("ISO_IR 100, ISO 2022 IR 100", "Latin 1, Western European"),
        ("ISO_IR 101, ISO 2022 IR 101", "Latin 2, Central European"),
        ("ISO_IR 109, ISO 2022 IR 109", "Latin 3, South European"),
        ("ISO_IR 110, ISO 2022 IR 110", "Latin 4, North European"),
        ("ISO_IR 144, ISO 2022 IR 144", "Cyrillic"),
        ("ISO_IR 127, ISO 2022 IR 127", "Arabic"),
        ("ISO_IR 126, ISO 2022 IR 126", "Greek"),
        ("ISO_IR 138, ISO 2022 IR 138", "Hebrew"),
        ("ISO_IR 148, ISO 2022 IR 148", "Latin 5, Turkish"),
        ("ISO_IR 203, ISO 2022 IR 203", "Latin 9"),
        ("ISO_IR 166, ISO 2022 IR 166", "Thai"),
        ("ISO_IR 13, ISO 2022 IR 13", "Japanese: JIS X 0201 Katakana and Romaji"),
        ("ISO 2022 IR 87", "Japanese: JIS X 0208 Kanji"),
        ("ISO 2022 IR 159", "Japanese: JIS X 0212 supplementary Kanji"),
        ("ISO 2022 IR 149", "Korean: KS X 1001"),
        ("ISO 2022 IR 58", "Simplified Chinese: GB 2312"),
        ("ISO_IR 192", "Unicode in UTF-8"),
        ("GB18030", "Chinese: GB 18030"),
        ("GBK", "Chinese: GBK"),
    ];
}
