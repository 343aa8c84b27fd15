namespace OhifAlnPlugin.Server.Storage;

/// <summary>
/// Tables of the index. Columns exist for what is searched often; everything else of a level is in its
/// <c>attributes</c>, a DICOM JSON object, and can be searched there.
/// </summary>
internal static class IndexSchema
{
    public const string Create =
        """
        CREATE TABLE study (
            id INTEGER PRIMARY KEY,
            study_uid TEXT NOT NULL UNIQUE,
            patient_id TEXT,
            patient_name TEXT,
            patient_name_ideographic TEXT,
            patient_name_phonetic TEXT,
            patient_name_words TEXT,
            study_date TEXT,
            study_time TEXT,
            accession_number TEXT,
            attributes TEXT NOT NULL
        );
        CREATE INDEX study_by_patient_id ON study (patient_id);
        CREATE INDEX study_by_patient_name ON study (patient_name);
        CREATE INDEX study_by_ideographic_name ON study (patient_name_ideographic) WHERE patient_name_ideographic IS NOT NULL;
        CREATE INDEX study_by_phonetic_name ON study (patient_name_phonetic) WHERE patient_name_phonetic IS NOT NULL;
        CREATE INDEX study_by_date ON study (study_date DESC, study_time DESC, id);
        CREATE INDEX study_by_accession_number ON study (accession_number);

        CREATE TABLE series (
            id INTEGER PRIMARY KEY,
            study INTEGER NOT NULL REFERENCES study (id) ON DELETE CASCADE,
            series_uid TEXT NOT NULL,
            modality TEXT,
            series_number INTEGER,
            attributes TEXT NOT NULL,
            UNIQUE (study, series_uid)
        );
        CREATE INDEX series_by_uid ON series (series_uid);
        CREATE INDEX series_in_order ON series (study, series_number, id);

        CREATE TABLE instance (
            id INTEGER PRIMARY KEY,
            series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
            sop_uid TEXT NOT NULL UNIQUE,
            sop_class TEXT NOT NULL,
            transfer_syntax TEXT NOT NULL,
            instance_number INTEGER,
            length INTEGER NOT NULL,
            sha256 BLOB NOT NULL,
            frames_offset INTEGER,
            frame_length INTEGER,
            frame_count INTEGER,
            rejected INTEGER NOT NULL,
            attributes TEXT NOT NULL
        );
        CREATE INDEX instance_by_series ON instance (series, rejected, instance_number, id);

        CREATE TABLE metadata (
            instance INTEGER PRIMARY KEY REFERENCES instance (id) ON DELETE CASCADE,
            json BLOB NOT NULL
        );

        CREATE TABLE rejection (
            sop_uid TEXT NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (sop_uid, note)
        ) WITHOUT ROWID;
        CREATE INDEX rejection_by_note ON rejection (note);

        CREATE TABLE IF NOT EXISTS pending_deletion (file TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    /// <summary>Takes down what an older version made; the images fill the new tables. Files still to be deleted stay noted.</summary>
    public const string Drop =
        """
        DROP TABLE IF EXISTS rejection;
        DROP TABLE IF EXISTS metadata;
        DROP TABLE IF EXISTS instance;
        DROP TABLE IF EXISTS series;
        DROP TABLE IF EXISTS study;

        """;
}
