namespace Slipway.Cli;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It ran and failed; the last lines say why.</summary>
    public const int Failed = 1;

    /// <summary>It ran, and there is no room for what was asked about.</summary>
    public const int NoRoom = 2;

    /// <summary>The arguments are wrong.</summary>
    public const int Usage = 64;

    /// <summary>Whom or what to talk to is not configured, or wrongly.</summary>
    public const int Configuration = 78;
}
