namespace OhifAlnPlugin.Dicom.Objects;

/// <summary>Codes for volumes of interest of the breast and how they were made (SNOMED CT and DICOM Controlled Terminology).</summary>
public static class SegmentationCodes
{
    /// <summary>Category of lesions; CID 7150.</summary>
    public static CodedConcept MorphologicallyAbnormalStructure { get; } = new("49755003", "SCT", "Morphologically Abnormal Structure");

    /// <summary>Category of normal and other tissue; CID 7150.</summary>
    public static CodedConcept Tissue { get; } = new("85756007", "SCT", "Tissue");

    /// <summary>Type: the primary tumour; CID 7159.</summary>
    public static CodedConcept PrimaryNeoplasm { get; } = new("86049000", "SCT", "Neoplasm, Primary");

    /// <summary>Anatomic region: breast; CID 4.</summary>
    public static CodedConcept Breast { get; } = new("76752008", "SCT", "Breast");

    /// <summary>Anatomic region: axilla; CID 4.</summary>
    public static CodedConcept Axilla { get; } = new("91470000", "SCT", "Axilla");

    /// <summary>Type or region: axillary lymph node; CID 6014.</summary>
    public static CodedConcept AxillaryLymphNode { get; } = new("68171009", "SCT", "Axillary lymph node");

    /// <summary>Laterality: right; CID 244.</summary>
    public static CodedConcept Right { get; } = new("24028007", "SCT", "Right");

    /// <summary>Laterality: left; CID 244.</summary>
    public static CodedConcept Left { get; } = new("7771000", "SCT", "Left");

    /// <summary>Algorithm family: learned from data; CID 7162.</summary>
    public static CodedConcept ArtificialIntelligence { get; } = new("123110", "DCM", "Artificial Intelligence");

    /// <summary>Algorithm family: grows over neighbouring voxels; CID 7162.</summary>
    public static CodedConcept NeighborhoodAnalysis { get; } = new("123101", "DCM", "Neighborhood Analysis");

    /// <summary>Derivation: segmentation; CID 7203.</summary>
    public static CodedConcept Segmentation { get; } = new("113076", "DCM", "Segmentation");

    /// <summary>Purpose of reference: the image that was segmented; CID 7202.</summary>
    public static CodedConcept SourceImage { get; } = new("121322", "DCM", "Source image for image processing operation");

    /// <summary>Type: what belongs to no segment of a label map; CID 7159.</summary>
    public static CodedConcept Background { get; } = new("125040", "DCM", "Background");
}
