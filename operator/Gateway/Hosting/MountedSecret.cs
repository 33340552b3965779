using System.Security.Cryptography;

namespace Slipway.Gateway.Hosting;

/// <summary>
/// What mounted files hold. Whoever uses it looks at them, at most every 5 s, so that renewed ones are used without a restart; ones that
/// cannot be read are left out, and what was read before stays.
/// </summary>
/// <typeparam name="T">What their text means.</typeparam>
internal sealed class MountedSecret<T>
    where T : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Func<string> read;
    private readonly Func<string, T> load;
    private readonly TimeProvider time;
    private string text;
    private long readAt;
    private T current;

    /// <summary>Reads the files for the first time.</summary>
    /// <param name="what">What they are, for the message when they cannot be used.</param>
    /// <param name="read">Reads them as one text.</param>
    /// <param name="load">What the text means; throws <see cref="CryptographicException"/> or <see cref="ArgumentException"/> for other texts.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="InvalidOperationException">They cannot be used now.</exception>
    public MountedSecret(string what, Func<string> read, Func<string, T> load, TimeProvider time)
    {
        (this.read, this.load, this.time) = (read, load, time);
        readAt = time.GetTimestamp();
        try
        {
            text = read();
            current = load(text);
        }
        catch (Exception error) when (IsUnusable(error))
        {
            throw new InvalidOperationException($"{what} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Is told what was used before and what is used now.</summary>
    public Action<T, T>? OnRenewed { get; set; }

    /// <summary>Is told why what is there now is left out.</summary>
    public Action<string>? OnUnusable { get; set; }

    /// <summary>What is used now.</summary>
    public T Current
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(readAt) >= Interval)
                    Refresh();
                return current;
            }
        }
    }

    private void Refresh()
    {
        readAt = time.GetTimestamp();
        try
        {
            if (read() is var now && now == text)
                return;
            var before = current;
            current = load(now);
            text = now;
            OnRenewed?.Invoke(before, current);
        }
        catch (Exception error) when (IsUnusable(error))
        {
            OnUnusable?.Invoke(error.Message);
        }
    }

    private static bool IsUnusable(Exception error) => error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
