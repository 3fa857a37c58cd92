using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

internal sealed class AuthorNameTests
{
    [TestCase("Mei-Mei Li", "Li Mei-Mei")]
    [TestCase("Li Mei-Mei", "Mei-Mei Li")]
    [TestCase("Mei-Mei Li", "Meimei Li")]
    [TestCase("Meimei Li", "Mei-Mei Li")]
    [TestCase("Gerald E. Winton", "Gerald Winton")]
    [TestCase("Gerald Winton", "Gerald E. Winton")]
    [TestCase("Gerald E. Winton", "Gerald Edward Winton")]
    [TestCase("G. Winton", "Gerald E. Winton")]
    [TestCase("Gerald Winton", "G. E. Winton")]
    [TestCase("Smith JA", "John A. Smith")]
    [TestCase("John Smith", "Smith JA")]
    [TestCase("Smith, J.A.", "John Smith")]
    [TestCase("Smith, JA", "John Adam Smith")]
    [TestCase("Dorn, Samuel, Jr.", "Samuel Dorn")]
    [TestCase("Samuel Dorn", "Samuel Dorn, Jr.")]
    [TestCase("Dorn, Samuel, III", "Samuel Dorn")]
    [TestCase("Samuel Dorn Jr.", "Dorn, Samuel")]
    [TestCase("Schoelling", "Jörg Schölling")]
    [TestCase("Schölling", "Jörg Schoelling")]
    [TestCase("Scholling", "Jörg Schölling")]
    [TestCase("Mueller, Jana", "Jana Müller")]
    [TestCase("Soerensen", "Bo Sørensen")]
    [TestCase("van der Berg, Anna", "Anna van der Berg")]
    [TestCase("Anna Berg", "Anna van der Berg")]
    [TestCase("Gabriel García", "Gabriel García Márquez")]
    [TestCase("O'Neil", "Ann O’Neil")]
    [TestCase("yann", "Yann A. LeCun")]
    [TestCase("李明", "李明")]
    [TestCase("LeCun", "Yann Le Cun")]
    [TestCase("Yann Le Cun", "Yann LeCun")]
    [TestCase("Le Cun, Yann", "LeCun, Yann")]
    public void One_person_is_found_however_the_name_is_written(string wanted, string name) =>
        Assert.That(AuthorName.Parse(wanted, prefix: false)!.Matches(name), Is.True);

    [TestCase("B. LeCun", "Yann A. LeCun")]
    [TestCase("Gerald E. Winton", "Gerald B. Winton")]
    [TestCase("Gerald E. Winton", "Edward Winton")]
    [TestCase("Mei-Mei Li", "Mei Liang")]
    [TestCase("Smith JA", "Bo Smith")]
    [TestCase("Ann Lee", "Ann Leeds")]
    [TestCase("Wei Wang", "Li Wang")]
    [TestCase("Jr", "Ann Lee")]
    [TestCase("Smith JA", "J. B. Smith")]
    public void Another_person_is_not_found(string wanted, string name) =>
        Assert.That(AuthorName.Parse(wanted, prefix: false)!.Matches(name), Is.False);
}
