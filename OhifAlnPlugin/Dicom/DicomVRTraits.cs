namespace OhifAlnPlugin.Dicom;

/// <summary>Properties of the value representations (PS3.5 table 6.2-1 and section 7.1.2).</summary>
public static class DicomVRTraits
{
    /// <summary>Whether the two letters of <paramref name="vr"/> are a value representation of the standard.</summary>
    public static bool IsKnown(this DicomVR vr) => vr is
        DicomVR.AE or DicomVR.AS or DicomVR.AT or DicomVR.CS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.FD or DicomVR.FL
        or DicomVR.IS or DicomVR.LO or DicomVR.LT or DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW
        or DicomVR.PN or DicomVR.SH or DicomVR.SL or DicomVR.SQ or DicomVR.SS or DicomVR.ST or DicomVR.SV or DicomVR.TM or DicomVR.UC
        or DicomVR.UI or DicomVR.UL or DicomVR.UN or DicomVR.UR or DicomVR.US or DicomVR.UT or DicomVR.UV;

    /// <summary>Whether the explicit form has a 16-bit length field (PS3.5 table 7.1-2); the others have 2 reserved bytes and 32 bits.</summary>
    public static bool HasShortLength(this DicomVR vr) => vr is
        DicomVR.AE or DicomVR.AS or DicomVR.AT or DicomVR.CS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.FD or DicomVR.FL
        or DicomVR.IS or DicomVR.LO or DicomVR.LT or DicomVR.PN or DicomVR.SH or DicomVR.SL or DicomVR.SS or DicomVR.ST or DicomVR.TM
        or DicomVR.UI or DicomVR.UL or DicomVR.US;

    /// <summary>Whether the value is text.</summary>
    public static bool IsText(this DicomVR vr) => vr is
        DicomVR.AE or DicomVR.AS or DicomVR.CS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.IS or DicomVR.LO or DicomVR.LT
        or DicomVR.PN or DicomVR.SH or DicomVR.ST or DicomVR.TM or DicomVR.UC or DicomVR.UI or DicomVR.UR or DicomVR.UT;

    /// <summary>Whether the text may use the data set's Specific Character Set; other text is ISO 646 (PS3.5 section 6.1.2.3).</summary>
    public static bool UsesCharacterSet(this DicomVR vr) => vr is
        DicomVR.LO or DicomVR.LT or DicomVR.PN or DicomVR.SH or DicomVR.ST or DicomVR.UC or DicomVR.UT;

    /// <summary>Whether a text value is always one value: a backslash does not separate.</summary>
    public static bool IsSingleText(this DicomVR vr) => vr is DicomVR.LT or DicomVR.ST or DicomVR.UT or DicomVR.UR;

    /// <summary>Whether the value is an array of bytes or words that is not looked into.</summary>
    public static bool IsBulk(this DicomVR vr) => vr is
        DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.UN;

    /// <summary>Bytes of one binary number, which is also the unit of byte swapping; 1 where there is nothing to swap.</summary>
    public static int UnitBytes(this DicomVR vr) => vr switch
    {
        DicomVR.AT or DicomVR.OW or DicomVR.SS or DicomVR.US => 2,
        DicomVR.FL or DicomVR.OF or DicomVR.OL or DicomVR.SL or DicomVR.UL => 4,
        DicomVR.FD or DicomVR.OD or DicomVR.OV or DicomVR.SV or DicomVR.UV => 8,
        _ => 1,
    };

    /// <summary>The byte that makes an odd value even: NUL for UIDs and binary values, a space for text.</summary>
    public static byte Padding(this DicomVR vr) => vr.IsText() && vr != DicomVR.UI ? (byte)' ' : (byte)0;
}
