namespace Slipway.Tests.Support;

/// <summary>Waits for something that happens by itself, and says what was last seen when it does not.</summary>
public static class Eventually
{
    /// <summary>Asks until the answer is not null.</summary>
    /// <param name="probe">Returns the awaited value, or null for not yet. An <see cref="HttpRequestException"/> counts as not yet.</param>
    /// <param name="what">What is waited for, as the failure will name it.</param>
    /// <param name="timeout">Default: 10 s.</param>
    /// <param name="interval">Between two questions; default: 20 ms.</param>
    /// <param name="clock">Default: the system's.</param>
    /// <exception cref="TimeoutException">It did not happen; the message has the last error.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> probe,
        string what,
        TimeSpan? timeout = null,
        TimeSpan? interval = null,
        TimeProvider? clock = null)
        where T : class
    {
        clock ??= TimeProvider.System;
        var limit = timeout ?? TimeSpan.FromSeconds(10);
        var started = clock.GetTimestamp();
        Exception? last = null;
        while (true)
        {
            try
            {
                if (await probe() is { } found)
                    return found;
            }
            catch (HttpRequestException exception)
            {
                last = exception;
            }

            if (clock.GetElapsedTime(started) > limit)
                throw new TimeoutException($"Waited {limit} for {what}. {last?.Message}", last);
            await Task.Delay(interval ?? TimeSpan.FromMilliseconds(20), clock);
        }
    }

    /// <summary>Asks until the answer is true; see <see cref="GetAsync"/>.</summary>
    public static Task TrueAsync(Func<Task<bool>> probe, string what, TimeSpan? timeout = null, TimeProvider? clock = null) =>
        GetAsync(async () => await probe() ? "yes" : null, what, timeout, clock: clock);

    /// <summary>Asks until the answer is true; see <see cref="GetAsync"/>.</summary>
    public static Task TrueAsync(Func<bool> probe, string what, TimeSpan? timeout = null, TimeProvider? clock = null) =>
        TrueAsync(() => Task.FromResult(probe()), what, timeout, clock);
}
