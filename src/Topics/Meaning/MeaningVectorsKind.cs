namespace DigestMailer.Topics.Meaning;

/// <summary>By which vectors texts are compared.</summary>
internal enum MeaningVectorsKind { Table, Latent, None }
