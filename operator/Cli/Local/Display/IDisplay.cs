using Slipway.Cli.Local.Files;

namespace Slipway.Cli.Local.Display;

/// <summary>Shows what goes on.</summary>
internal interface IDisplay
{
    /// <summary>Requests are taken.</summary>
    void Start(string address, string grpcAddress, string adminAddress);

    /// <summary>The files led to something.</summary>
    /// <param name="changes">In kubectl's words.</param>
    /// <param name="news">Errors that were not there before.</param>
    /// <param name="errors">All that is wrong now.</param>
    void Changed(IReadOnlyList<string> changes, IReadOnlyList<ManifestError> news, IReadOnlyList<ManifestError> errors);

    /// <summary>The models as they are now.</summary>
    void Show(IReadOnlyList<ModelRow> rows);

    /// <summary>A log message that a person should see.</summary>
    void Log(string message);

    /// <summary>Everything ends.</summary>
    Task EndAsync();
}
