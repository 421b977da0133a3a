def datetime(year, month, day, tz):
    return f"{year:04d}-{month:02d}-{day:02d} {tz}"
