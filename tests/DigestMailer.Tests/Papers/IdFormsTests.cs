using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers;

/// <summary>One paper, however its id is written.</summary>
internal sealed class IdFormsTests
{
    [TestCase("2511.00001")]
    [TestCase("2511.00001v3")]
    [TestCase("arXiv:2511.00001")]
    [TestCase("ARXIV: 2511.00001v2 [cs.LG]")]
    [TestCase("https://arxiv.org/abs/2511.00001?context=cs.LG")]
    [TestCase("https://arxiv.org/html/2511.00001v2")]
    [TestCase("https://arxiv.org/html/2511.00001v2#S3")]
    [TestCase("http://www.arxiv.org/pdf/2511.00001v2.pdf")]
    [TestCase("https://arxiv.org/abs/2511.00001/")]
    [TestCase("HTTPS://ARXIV.ORG/ABS/2511.00001V1")]
    [TestCase("arxiv.org/abs/2511.00001")]
    [TestCase("export.arxiv.org/abs/2511.00001")]
    [TestCase("https://huggingface.co/papers/2511.00001")]
    [TestCase("https://hf.co/papers/2511.00001#community")]
    [TestCase("https://www.alphaxiv.org/abs/2511.00001v1")]
    [TestCase("https://alphaxiv.org/overview/2511.00001")]
    [TestCase("https://ar5iv.labs.arxiv.org/html/2511.00001")]
    [TestCase("https://ar5iv.org/abs/2511.00001")]
    [TestCase("https://scirate.com/arxiv/2511.00001")]
    [TestCase("https://papers.cool/arxiv/2511.00001")]
    [TestCase("https://www.semanticscholar.org/arXiv:2511.00001")]
    [TestCase("https://doi.org/10.48550/arXiv.2511.00001")]
    [TestCase("doi:10.48550/ARXIV.2511.00001")]
    [TestCase("10.48550/arXiv.2511.00001")]
    [TestCase("oai:arXiv.org:2511.00001v1")]
    [TestCase("info:arxiv/2511.00001")]
    [TestCase("https://www.semanticscholar.org/arxiv/2511.00001")]
    public void An_arXiv_id_is_the_same_in_every_form(string text) =>
        Assert.That(ArxivId.TryParse(text)?.Id, Is.EqualTo("2511.00001"));

    [TestCase("math.GT/0309136", "math/0309136")]
    [TestCase("https://arxiv.org/abs/math.GT/0309136v2", "math/0309136")]
    [TestCase("https://arxiv.org/pdf/astro-ph/0601001v1.pdf", "astro-ph/0601001")]
    [TestCase("HEP-TH/9901001", "hep-th/9901001")]
    [TestCase("arxiv.org/abs/math%2F0309136", "math/0309136")]
    [TestCase("cond-mat.mes-hall/0101001", "cond-mat/0101001")]
    public void An_old_arXiv_id_needs_no_subject_class(string text, string id) =>
        Assert.That(ArxivId.TryParse(text)?.Id, Is.EqualTo(id));

    [TestCase("https://example.org/abs/2511.00001")]
    [TestCase("https://huggingface.co/datasets/2511.00001")]
    [TestCase("https://arxiv.org/list/cs.LG/2511")]
    [TestCase("2511.001")]
    [TestCase("10.1000/2511.00001")]
    [TestCase("see 2511.00001 for more")]
    [TestCase("")]
    [TestCase(null)]
    public void Other_texts_are_not_arXiv_ids(string? text) => Assert.That(ArxivId.TryParse(text), Is.Null);

    [TestCase("10.1000/STU")]
    [TestCase("info:doi/10.1000/stu")]
    [TestCase("urn:doi:10.1000/stu")]
    [TestCase("DOI 10.1000/stu")]
    [TestCase("doi: 10.1000/stu.")]
    [TestCase("doi.org/10.1000/stu")]
    [TestCase("https://www.doi.org/10.1000/stu/")]
    [TestCase("https://dx.doi.org/10.1000%2Fstu")]
    [TestCase("https://doi.org/doi:10.1000/stu")]
    [TestCase("https://doi.org/10.1000/stu?utm_source=mail")]
    [TestCase("https://journal.example/doi/full/10.1000/stu")]
    [TestCase("https://journal.example/doi/pdf/10.1000/stu#page=2")]
    [TestCase("10.1000/stu)")]
    [TestCase("<10.1000/stu>")]
    [TestCase("https://journal.example/lab/abstract/10.1000/stu")]
    [TestCase("https://journal.example/article?id=10.1000/stu")]
    [TestCase("https://journal.example/article?lang=en&id=10.1000/stu&type=printable")]
    public void A_DOI_is_the_same_in_every_form(string text) =>
        Assert.That(Doi.TryParse(text), Is.EqualTo("10.1000/stu"));

    [TestCase("10.1101/2025.01.02.123456v2", "10.1101/2025.01.02.123456")]
    [TestCase("https://www.biorxiv.org/content/10.1101/2025.01.02.123456v3.full", "10.1101/2025.01.02.123456")]
    [TestCase("https://www.medrxiv.org/content/10.1101/2025.01.02.123456v1.full.pdf+html", "10.1101/2025.01.02.123456")]
    [TestCase("https://www.biorxiv.org/content/10.1101/2025.01.02.123456", "10.1101/2025.01.02.123456")]
    [TestCase("10.21203/rs.3.rs-123456/v1", "10.21203/rs.3.rs-123456")]
    [TestCase("10.26434/chemrxiv-2024-abcde-v2", "10.26434/chemrxiv-2024-abcde")]
    [TestCase("10.20944/preprints202501.0001.v1", "10.20944/preprints202501.0001")]
    [TestCase("10.31234/osf.io/abcde_v1", "10.31234/osf.io/abcde")]
    [TestCase("10.1000/journal.v2", "10.1000/journal.v2")]
    [TestCase("https://www.medrxiv.org/content/10.1101/2026.11.20.123456v1.full-text", "10.1101/2026.11.20.123456")]
    [TestCase("10.21203/rs.2.123/v1", "10.21203/rs.2.123")]
    [TestCase("10.26434/chemrxiv.12345678.v1", "10.26434/chemrxiv.12345678")]
    [TestCase("10.33774/apsa-2026-abcde-v2", "10.33774/apsa-2026-abcde")]
    [TestCase("10.36227/techrxiv.123.v1", "10.36227/techrxiv.123")]
    [TestCase("10.36227/techrxiv.123.456/v2", "10.36227/techrxiv.123.456")]
    [TestCase("10.22541/au.123.1/v1", "10.22541/au.123.1")]
    [TestCase("10.22541/essoar.123.1/v2", "10.22541/essoar.123.1")]
    [TestCase("10.1002/essoar.10501.2", "10.1002/essoar.10501")]
    [TestCase("10.12688/f1000research.123.2", "10.12688/f1000research.123")]
    [TestCase("10.12688/wellcomeopenres.123.1", "10.12688/wellcomeopenres.123")]
    [TestCase("10.7554/eLife.12345.3", "10.7554/elife.12345")]
    [TestCase("10.7554/eLife.12345.001", "10.7554/elife.12345.001")]
    [TestCase("10.6084/m9.figshare.123.v2", "10.6084/m9.figshare.123")]
    [TestCase("10.6084/m9.figshare.c.123.v2", "10.6084/m9.figshare.c.123")]
    [TestCase("10.32388/ABC123.2", "10.32388/abc123")]
    [TestCase("10.1000/journal.123.2", "10.1000/journal.123.2")]
    public void The_versions_of_a_preprint_are_one_DOI(string text, string doi) =>
        Assert.That(Doi.TryParse(text), Is.EqualTo(doi));

    [TestCase("https://www.frontiersin.org/articles/10.3389/fnins.2026.1/full", "10.3389/fnins.2026.1")]
    [TestCase("https://www.frontiersin.org/journals/a/articles/10.3389/fnins.2026.1/abstract", "10.3389/fnins.2026.1")]
    [TestCase("https://www.frontiersin.org/articles/10.3389/fnins.2026.1/xml/nlm", "10.3389/fnins.2026.1")]
    [TestCase("https://www.frontiersin.org/articles/10.3389/fnins.2026.1/full?utm=a", "10.3389/fnins.2026.1")]
    [TestCase("https://iopscience.iop.org/article/10.1088/1361-1/ab1/meta", "10.1088/1361-1/ab1")]
    [TestCase("https://iopscience.iop.org/article/10.1088/1361-1/ab1/pdf/", "10.1088/1361-1/ab1")]
    [TestCase("https://link.springer.com/article/10.1007/s1-2/fulltext.html", "10.1007/s1-2")]
    [TestCase("https://academic.oup.com/nar/article/doi/10.1093/nar/gkaa1/123456", "10.1093/nar/gkaa1")]
    [TestCase("https://pubs.aip.org/aip/jcp/article/doi/10.1063/5.01234/283912/A-title", "10.1063/5.01234")]
    [TestCase("https://journal.example/doi/10.1000/full", "10.1000/full")]
    [TestCase("10.1000/a/full", "10.1000/a/full")]
    public void The_view_in_a_publishers_address_is_not_of_the_DOI(string text, string doi) =>
        Assert.That(Doi.TryParse(text), Is.EqualTo(doi));

    [TestCase("10.36227/techrxiv.123.v1", "10.36227/techrxiv.123.v2")]
    [TestCase("10.22541/au.123.1/v1", "10.22541/au.123.1/v2")]
    [TestCase("10.12688/f1000research.123.1", "10.12688/f1000research.123.2")]
    [TestCase("10.7554/eLife.12345", "10.7554/eLife.12345.3")]
    [TestCase("10.6084/m9.figshare.123", "10.6084/m9.figshare.123.v2")]
    public async Task Two_versions_of_a_preprint_are_one_paper(string one, string other)
    {
        await using var host = new PapersHost();
        foreach (var doi in new[] { one, other })
        {
            var json = $$"""[{"title":"One","authors":["Ann Lee"],"doi":"{{doi}}"}]""";
            await host.KeepAsync(JsonFormat.Read(json, "json", new DateOnly(2025, 8, 8)).Listings);
        }

        Assert.That(await host.AllAsync(), Has.Count.EqualTo(1));
    }

    [TestCase("10.3389/fnins.2026.1/full", "10.3389/fnins.2026.1", false)]
    [TestCase("10.12688/f1000research.123.1", "10.12688/f1000research.123", false)]
    [TestCase("10.1000/a.1", "10.1000/a.2", true)]
    public void A_DOI_that_was_kept_with_its_view_or_version_is_the_same(string kept, string read, bool conflict) =>
        Assert.That(PaperKey.Conflict(["doi:" + kept], ["doi:" + read]), Is.EqualTo(conflict));

    [TestCase("""{"title":"One","url":"https://www.alphaxiv.org/abs/2511.00005"}""", "arxiv:2511.00005")]
    [TestCase("""{"title":"One","id":"https://arxiv.org/abs/2511.00005v2"}""", "arxiv:2511.00005")]
    [TestCase("""{"title":"One","url":"https://doi.org/10.1000/ABC"}""", "doi:10.1000/abc")]
    [TestCase("""{"title":"One","doi":"info:doi/10.1000/stu"}""", "doi:10.1000/stu")]
    [TestCase("""{"title":"One","url":"https://www.biorxiv.org/content/10.1101/2025.01.02.123456v1"}""",
        "doi:10.1101/2025.01.02.123456")]
    public async Task An_address_gives_the_paper_its_key(string json, string key)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(JsonFormat.Read($"[{json}]", "json", new DateOnly(2025, 8, 8)).Listings);
        Assert.That((await host.AllAsync()).Single().Key, Is.EqualTo(key));
    }
}
