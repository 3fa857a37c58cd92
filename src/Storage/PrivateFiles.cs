using System.Runtime.InteropServices;

namespace DigestMailer.Storage;

/// <summary>
/// Keeps what this process writes from other users of the machine: the database and its log, pickup folder, exports and
/// keys hold addresses and secrets.
/// </summary>
internal static class PrivateFiles
{
    // 077: nothing for the group and others, so files get 0600 and folders 0700 (umask(2)).
    private const uint OnlyOurs = 63;

    /// <summary>From now on new files and folders are ours alone, whatever the caller's umask.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Umask(OnlyOurs);
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
